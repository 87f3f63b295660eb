/** The records of a prefecture, or of the nation as such: most of them packed, the latest changes in a small pack, so that a change costs little. */
import { atOnce, type Steps } from "#kit/turns/steps.ts";
import { type Entry, entryOf, packScope, type Range, type RecordPlace, type Scope } from "./scope.ts";

export interface Part {
  readonly scope: Scope;
  /** By record's number: 1 if it was changed or removed since. Undefined where none was. */
  readonly gone: Uint8Array | undefined;
  /** The records that are meant. */
  readonly ranges: readonly Range[];
}

export interface Area {
  /** A record that is not in the area. */
  add(entry: Entry): void;
  remove(id: string): void;
  find(id: string): RecordPlace | undefined;
  parts(): readonly Part[];
  ids(): readonly string[];
  /** Packs, in steps, what would be packed when it is next asked for; parts of before are good no more. */
  prepare(): Steps<void>;
}

/** So many changes wait beside the pack while somebody asks, and so many, or half of it, while nobody does. */
const fewChanges = 256;
const manyChanges = 1024;

export function createArea(): Area {
  let packed = atOnce(packScope([]));
  let gone = new Uint8Array(0);
  let goneCount = 0;
  let fresh = new Map<string, Entry>();
  let freshPack: Scope | undefined;
  let changes = 0;

  function settle(most: number): void {
    if (fresh.size + goneCount > most) take(atOnce(packScope([...standing(), ...fresh.values()])));
  }

  function take(pack: Scope): void {
    changes += 1;
    freshPack = undefined;
    packed = pack;
    gone = new Uint8Array(packed.size);
    goneCount = 0;
    fresh = new Map();
  }

  function* standing(): Generator<Entry> {
    for (let number = 0; number < packed.size; number++) if (gone[number] === 0) yield entryOf(packed, number);
  }

  function dropPacked(id: string): void {
    const number = packed.numbers().get(id);
    if (number === undefined || gone[number] === 1) return;
    gone[number] = 1;
    goneCount += 1;
  }

  function freshScope(): Scope {
    freshPack ??= atOnce(packScope([...fresh.values()]));
    return freshPack;
  }

  return {
    add(entry) {
      changes += 1;
      fresh.set(entry.id, entry);
      freshPack = undefined;
      settle(Math.max(manyChanges, packed.size / 2));
    },
    remove(id) {
      changes += 1;
      dropPacked(id);
      if (fresh.delete(id)) freshPack = undefined;
      settle(Math.max(manyChanges, packed.size / 2));
    },
    find(id) {
      settle(fewChanges);
      const scope = fresh.has(id) ? freshScope() : packed;
      const number = scope.numbers().get(id);
      return number === undefined || (scope === packed && gone[number] === 1) ? undefined : { scope, number };
    },
    parts() {
      settle(fewChanges);
      const parts = packed.size > goneCount ? [wholeOf(packed, goneCount > 0 ? gone : undefined)] : [];
      return fresh.size > 0 ? [...parts, wholeOf(freshScope(), undefined)] : parts;
    },
    *prepare() {
      if (fresh.size + goneCount <= fewChanges) return yield* packed.prepare();
      const before = changes;
      const pack = yield* packScope([...standing(), ...fresh.values()]);
      yield* pack.prepare();
      // What has changed meanwhile is packed with the rest when it is asked for.
      if (changes === before) take(pack);
    },
    ids: () => [...packed.ids.filter((_, number) => gone[number] === 0), ...fresh.keys()],
  };
}

function wholeOf(scope: Scope, gone: Uint8Array | undefined): Part {
  return { scope, gone, ranges: [[0, scope.size]] };
}
