/** The records of a prefecture, or of the nation as such: most of them packed, the latest changes in a small pack, so that a change costs little. */
import { type Entry, entryOf, packScope, type Range, type Scope } from "./scope.ts";

export interface Part {
  readonly scope: Scope;
  /** Numbers of records that were changed or removed since. */
  readonly gone: ReadonlySet<number>;
  /** The records that are meant; all if there is none. */
  readonly ranges?: readonly Range[];
}

export interface Area {
  set(entry: Entry): void;
  remove(id: string): void;
  find(id: string): { readonly scope: Scope; readonly number: number } | undefined;
  parts(): readonly Part[];
}

/** So many changes wait beside the pack while somebody asks, and so many, or half of it, while nobody does. */
const fewChanges = 256;
const manyChanges = 1024;

export function createArea(): Area {
  let packed = packScope([]);
  let gone = new Set<number>();
  let fresh = new Map<string, Entry>();
  let freshPack: Scope | undefined;

  function settle(most: number): void {
    if (fresh.size + gone.size <= most) return;
    freshPack = undefined;
    packed = packScope([...standing(), ...fresh.values()]);
    gone = new Set();
    fresh = new Map();
  }

  function* standing(): Generator<Entry> {
    for (let number = 0; number < packed.members.length; number++) {
      const entry = gone.has(number) ? undefined : entryOf(packed, number);
      if (entry) yield entry;
    }
  }

  function dropPacked(id: string): void {
    const number = packed.numbers.get(id);
    if (number !== undefined) gone.add(number);
  }

  function freshScope(): Scope {
    freshPack ??= packScope([...fresh.values()]);
    return freshPack;
  }

  return {
    set(entry) {
      dropPacked(entry.id);
      fresh.set(entry.id, entry);
      freshPack = undefined;
      settle(Math.max(manyChanges, packed.members.length / 2));
    },
    remove(id) {
      dropPacked(id);
      if (fresh.delete(id)) freshPack = undefined;
      settle(Math.max(manyChanges, packed.members.length / 2));
    },
    find(id) {
      settle(fewChanges);
      const scope = fresh.has(id) ? freshScope() : packed;
      const number = scope.numbers.get(id);
      return number === undefined || (scope === packed && gone.has(number)) ? undefined : { scope, number };
    },
    parts() {
      settle(fewChanges);
      const parts = packed.members.length > gone.size ? [{ scope: packed, gone }] : [];
      return fresh.size > 0 ? [...parts, { scope: freshScope(), gone: none }] : parts;
    },
  };
}

const none: ReadonlySet<number> = new Set();
