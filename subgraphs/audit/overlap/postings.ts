/** Which records have a key, as an open-addressed table into one array: built once, read often, four bytes a posting. */
import type { Steps } from "#kit/turns/steps.ts";
import { spread } from "./count-table.ts";

export interface Postings {
  /** A key and where its postings are in `entries`, in turns; 0 marks a free place. */
  readonly table: Uint32Array;
  /** Of each key: how many, and then that many, ascending: a record's number above, a weight in the low bits. */
  readonly entries: Uint32Array;
}

/** The keys of all records in one array, `offsets` saying where each record's begin. */
export interface KeyLists {
  readonly records: number;
  readonly offsets: Uint32Array;
  readonly keys: Uint32Array;
}

export const recordBits = 22;
/** What a record's number is moved by in an entry. */
export const recordShift = 32 - recordBits;

/** Places that are looked at in a step. */
const placesOfStep = 1 << 14;
const recordsOfStep = 1 << 8;

export function* buildPostings(
  { records, offsets, keys }: KeyLists,
  weightAt: (place: number) => number,
): Steps<Postings> {
  const total = offsets[records] ?? 0;
  const slotted = new Uint32Array(total);
  const slots = createSlots();
  for (let place = 0; place < total; place++) {
    if (place % placesOfStep === 0) yield;
    slotted[place] = slots.slotOf(keys[place] ?? 0);
  }
  const entries = new Uint32Array(1 + total + slots.size);
  const starts = startsOf(slotted, slots.size);
  for (let record = 0; record < records; record++) {
    if (record % recordsOfStep === 0) yield;
    for (let place = offsets[record] ?? 0; place < (offsets[record + 1] ?? 0); place++) {
      const start = starts[slotted[place] ?? 0] ?? 0;
      const count = (entries[start] ?? 0) + 1;
      entries[start] = count;
      entries[start + count] = (record << recordShift) | weightAt(place);
    }
  }
  return { table: slots.tableOf(starts), entries };
}

/** The first place is left free, so that 0 can mean that there are none. */
function startsOf(slotted: Uint32Array, size: number): Uint32Array {
  const starts = new Uint32Array(size);
  for (const slot of slotted) starts[slot] = (starts[slot] ?? 0) + 1;
  let next = 1;
  for (let slot = 0; slot < size; slot++) {
    const count = starts[slot] ?? 0;
    starts[slot] = next;
    next += count + 1;
  }
  return starts;
}

/** The place of how many there are, the postings behind it; 0 if there are none. */
export function findPostings({ table }: Postings, key: number): number {
  const mask = table.length - 1;
  for (let at = (spread(key) << 1) & mask; ; at = (at + 2) & mask) {
    const start = table[at + 1] ?? 0;
    if (start === 0 || table[at] === key) return start;
  }
}

/** Numbers keys in the order in which they come. */
function createSlots() {
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
      if (size === keys.length) grow();
      return size - 1;
    },
    get size() {
      return size;
    },
    /** What a slot's key is found by, with the start of its postings. */
    tableOf(starts: Uint32Array): Uint32Array {
      const table = new Uint32Array(2 * placesFor(size));
      const mask = table.length - 1;
      for (let slot = 0; slot < size; slot++) {
        const key = keys[slot] ?? 0;
        let at = (spread(key) << 1) & mask;
        while (table[at + 1] !== 0) at = (at + 2) & mask;
        table[at] = key;
        table[at + 1] = starts[slot] ?? 0;
      }
      return table;
    },
  };
}

/** Two thirds full at most. */
function placesFor(size: number): number {
  let places = 16;
  while (places < size * 1.5) places *= 2;
  return places;
}
