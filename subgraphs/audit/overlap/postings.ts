/** Which records have a key, as an open-addressed table into one array: built once, read often, four bytes a posting. */
import { spread } from "./count-table.ts";

export interface Postings {
  /** Where the postings of a key are in `entries`: from the returned place up to `ends` of it; -1 if there are none. */
  readonly slots: Uint32Array;
  readonly keys: Uint32Array;
  readonly starts: Uint32Array;
  /** A record's number above, a weight in the low bits. */
  readonly entries: Uint32Array;
}

/** The keys of all records in one array, `offsets` saying where each record's begin. */
export interface KeyLists {
  readonly records: number;
  readonly offsets: Uint32Array;
  readonly keys: Uint32Array;
}

export const recordBits = 22;

export function buildPostings({ records, offsets, keys }: KeyLists, weightAt: (place: number) => number): Postings {
  const total = offsets[records] ?? 0;
  const slotted = new Uint32Array(total);
  const table = createSlots(total);
  for (let place = 0; place < total; place++) slotted[place] = table.slotOf(keys[place] ?? 0);
  const starts = new Uint32Array(table.size + 1);
  for (const slot of slotted) starts[slot + 1] = (starts[slot + 1] ?? 0) + 1;
  for (let slot = 0; slot < table.size; slot++) starts[slot + 1] = (starts[slot + 1] ?? 0) + (starts[slot] ?? 0);
  const next = starts.slice();
  const entries = new Uint32Array(total);
  for (let record = 0; record < records; record++) {
    for (let place = offsets[record] ?? 0; place < (offsets[record + 1] ?? 0); place++) {
      const slot = slotted[place] ?? 0;
      const at = next[slot] ?? 0;
      entries[at] = ((record << (32 - recordBits)) | weightAt(place)) >>> 0;
      next[slot] = at + 1;
    }
  }
  return { slots: table.slots(), keys: table.keys(), starts, entries };
}

/** A slot of `starts`, or -1. */
export function findSlot({ slots, keys }: Postings, key: number): number {
  const mask = slots.length - 1;
  for (let at = spread(key) & mask; ; at = (at + 1) & mask) {
    const slot = slots[at] ?? 0;
    if (slot === 0) return -1;
    if (keys[slot - 1] === key) return slot - 1;
  }
}

function createSlots(total: number) {
  let slots = new Uint32Array(16);
  let keys = new Uint32Array(8);
  let size = 0;

  function place(key: number): number {
    const mask = slots.length - 1;
    let at = spread(key) & mask;
    while (slots[at] !== 0 && keys[(slots[at] ?? 0) - 1] !== key) at = (at + 1) & mask;
    return at;
  }

  function grow(): void {
    const larger = new Uint32Array(keys.length * 2);
    larger.set(keys);
    keys = larger;
    slots = new Uint32Array(slots.length * 2);
    for (let slot = 0; slot < size; slot++) slots[place(keys[slot] ?? 0)] = slot + 1;
  }

  return {
    slotOf(key: number): number {
      const at = place(key);
      const known = slots[at] ?? 0;
      if (known !== 0) return known - 1;
      keys[size] = key;
      size += 1;
      slots[at] = size;
      if (size === keys.length && size < total) grow();
      return size - 1;
    },
    get size() {
      return size;
    },
    slots: () => slots,
    keys: () => keys.slice(0, size),
  };
}
