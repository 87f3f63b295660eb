/** The records of one area: most of them packed, the latest changes in a small pack of their own, so that a change costs little. */
import { type Entry, entryOf, packScope, type Scope } from "./scope.ts";

export interface Part {
  readonly scope: Scope;
  /** Numbers of records that were changed or removed since. */
  readonly gone: ReadonlySet<number>;
}

export interface Area {
  readonly code: string;
  readonly size: number;
  set(entry: Entry): void;
  remove(id: string): void;
  find(id: string): { readonly scope: Scope; readonly number: number } | undefined;
  parts(): readonly Part[];
  ids(): Iterable<string>;
}

/** Changes that wait beside the pack: this many, or a share of it. */
const fewChanges = 64;
const shareOfChanges = 1 / 4;

export function createArea(code: string): Area {
  let packed = packScope([]);
  let gone = new Set<number>();
  let fresh = new Map<string, Entry>();
  let freshPack: Scope | undefined;

  function settle(): void {
    freshPack = undefined;
    if (fresh.size + gone.size <= Math.max(fewChanges, packed.members.length * shareOfChanges)) return;
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
    code,
    get size() {
      return packed.members.length - gone.size + fresh.size;
    },
    set(entry) {
      dropPacked(entry.id);
      fresh.set(entry.id, entry);
      settle();
    },
    remove(id) {
      dropPacked(id);
      fresh.delete(id);
      settle();
    },
    find(id) {
      const scope = fresh.has(id) ? freshScope() : packed;
      const number = scope.numbers.get(id);
      return number === undefined || (scope === packed && gone.has(number)) ? undefined : { scope, number };
    },
    parts() {
      const parts = packed.members.length > gone.size ? [{ scope: packed, gone }] : [];
      return fresh.size > 0 ? [...parts, { scope: freshScope(), gone: none }] : parts;
    },
    *ids() {
      for (const [number, { id }] of packed.members.entries()) if (!gone.has(number)) yield id;
      yield* fresh.keys();
    },
  };
}

const none: ReadonlySet<number> = new Set();
