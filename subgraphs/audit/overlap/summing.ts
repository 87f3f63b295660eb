/** Adds up, for each record of each part, the products of the weights that it shares with the record that is searched for. */
import type { Part } from "./area.ts";
import { facetNumber, reference } from "./facets.ts";
import { unit } from "./features.ts";
import { findPostings, type Postings, recordShift } from "./postings.ts";
import type { Range } from "./scope.ts";
import { weights } from "./weights.ts";

/** Counts what searches touch, for measuring. */
export interface SearchCosts {
  postings: number;
  candidates: number;
}

/** The words of a search, filled anew by each. */
export interface SearchedWords {
  length: number;
  readonly keys: Uint32Array;
  readonly weights: Uint16Array;
  /** Where their postings are in the part that is being searched. */
  readonly starts: Uint32Array;
}

export type Use = (part: number, record: number, most: number) => void;

/** What a shared facet value adds to the sum; whom a record names is compared whatever else is found. */
const valueWorth = Math.round(weights.facetWorth * unit * unit);
const referenceWorth = unit * unit;

export function createSumming(costs: SearchCosts) {
  let sums = new Uint32Array(1024);
  /** The records whose sum is not 0, those of one part after those of another. */
  let records = new Uint32Array(1024);
  /** Of each part, where in `sums` its records are, and where in `records`. */
  const bases: number[] = [];
  const begins: number[] = [];
  let next = 0;
  const state = {
    sums,
    records,
    length: 0,
    base: 0,
    begun: 0,
    clear,
    begin,
    addWords,
    addValues,
    forEachFrom,
  };
  return state;

  function clear(parts: readonly Part[]): void {
    for (let part = 0; part < bases.length; part++) forget(part);
    bases.length = begins.length = state.length = next = 0;
    const size = parts.reduce((sum, { scope }) => sum + scope.size, 0);
    if (size <= sums.length) return;
    sums = state.sums = new Uint32Array(size * 2);
    records = state.records = new Uint32Array(size * 2);
  }

  function forget(part: number): void {
    const base = bases[part] ?? 0;
    for (let at = begins[part] ?? 0; at < endOf(part); at++) sums[base + (records[at] ?? 0)] = 0;
  }

  function endOf(part: number): number {
    return begins[part + 1] ?? state.length;
  }

  function begin({ scope }: Part): void {
    state.base = next;
    state.begun = state.length;
    bases.push(next);
    begins.push(state.length);
    next += scope.size;
  }

  function addWords(
    postings: Postings,
    ranges: readonly Range[],
    { length, keys, weights, starts }: SearchedWords,
  ): void {
    const { entries } = postings;
    // All before the first is read: then the processor waits for memory once, and not for each.
    for (let at = 0; at < length; at++) starts[at] = findPostings(postings, keys[at] ?? 0);
    for (let at = 0; at < length; at++) {
      const start = starts[at] ?? 0;
      if (start === 0) continue;
      const end = start + 1 + (entries[start] ?? 0);
      for (let range = 0; range < ranges.length; range++) {
        const [first, last] = ranges[range] ?? none;
        addProducts(entries, placeFrom(entries, start + 1, end, first), end, last, weights[at] ?? 0);
      }
    }
  }

  function addProducts(entries: Uint32Array, from: number, end: number, last: number, weight: number): void {
    const { base } = state;
    let { length } = state;
    let place = from;
    for (; place < end; place++) {
      const entry = entries[place] ?? 0;
      const record = entry >>> recordShift;
      if (record >= last) break;
      const sum = sums[base + record] ?? 0;
      if (sum === 0) records[length++] = record;
      sums[base + record] = sum + weight * (entry & unit);
    }
    state.length = length;
    costs.postings += place - from;
  }

  function addValues(postings: Postings, ranges: readonly Range[], values: readonly number[]): void {
    for (const value of values) {
      const start = findPostings(postings, value);
      const worth = facetNumber(value) === reference ? referenceWorth : valueWorth;
      if (start !== 0) for (const range of ranges) addWorth(worth, postings.entries, start, range);
    }
  }

  function addWorth(worth: number, entries: Uint32Array, start: number, [first, last]: Range): void {
    const end = start + 1 + (entries[start] ?? 0);
    for (let at = placeFrom(entries, start + 1, end, first); at < end; at++) {
      const record = (entries[at] ?? 0) >>> recordShift;
      if (record >= last) return;
      const sum = sums[state.base + record] ?? 0;
      if (sum === 0) records[state.length++] = record;
      sums[state.base + record] = sum + worth;
    }
  }

  function forEachFrom(least: number, use: Use): void {
    for (let part = 0; part < bases.length; part++) {
      const base = bases[part] ?? 0;
      for (let at = begins[part] ?? 0; at < endOf(part); at++) {
        const record = records[at] ?? 0;
        const sum = sums[base + record] ?? 0;
        if (sum >= least) use(part, record, sum);
      }
    }
  }
}

const none: Range = [0, 0];

/** Where the postings of a record and those after it begin, since records ascend: of a few by looking, of many by halving. */
function placeFrom(entries: Uint32Array, start: number, end: number, record: number): number {
  if (record === 0) return start;
  let [low, high] = [start, end];
  while (high - low > 8) {
    const middle = (low + high) >>> 1;
    if ((entries[middle] ?? 0) >>> recordShift < record) low = middle + 1;
    else high = middle;
  }
  while (low < high && (entries[low] ?? 0) >>> recordShift < record) low += 1;
  return low;
}
