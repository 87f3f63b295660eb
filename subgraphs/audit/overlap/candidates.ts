/** Finds what may be like a record: whoever shares heavy words with it, or facet values that few have. */
import type { Part } from "./area.ts";
import { type Features, unit } from "./features.ts";
import { type Model, shareSearched } from "./model.ts";
import { findPostings, type Postings, recordShift } from "./postings.ts";
import { notStated, type Range, type RecordPlace } from "./scope.ts";
import { weights } from "./weights.ts";

/** Whom a search is for, and whom it leaves out: the record's own place if it has one, and those of one organisation unless `notStated`. */
export interface Searcher {
  readonly features: Features;
  readonly area: string;
  readonly own: RecordPlace | undefined;
  readonly withoutOrganisation: number;
}

/** Of each candidate, which part it is in and which record of it. Valid until the next search. */
export interface Found {
  length: number;
  /** A record whose sum is below this makes no difference to what was found, whether it is there or not. */
  floor: number;
  parts: Uint16Array;
  records: Uint32Array;
}

/** Counts what searches touch, for measuring. */
export interface SearchCosts {
  postings: number;
  candidates: number;
}

export interface Search {
  find(searcher: Searcher, parts: readonly Part[]): Found;
  /** Every other record that shares a word or a narrow facet value, with the most that this one's sum can be in a search for it. */
  forEachReached(searcher: Searcher, parts: readonly Part[], use: Use): void;
}

type Use = (part: number, record: number, most: number) => void;

/** Sums are cut into this many bands, and whole bands are taken: a cut between equals would depend on their order. */
const bands = 1024;
/** Of a sum of products, which is at most `unit` squared. */
const bandShift = 10;
/** Below a hundredth of the greatest sum there is nothing to compare. */
const lowestBand = 10;
/** What a shared facet value adds to the sum. */
const valueWorth = Math.round(weights.facetWorth * unit * unit);

export function createSearch(model: Model, costs: SearchCosts): Search {
  const summing = createSumming(costs);
  const perBand = new Uint32Array(bands);
  const found: Found = { length: 0, floor: 0, parts: new Uint16Array(256), records: new Uint32Array(256) };

  function countBands(searcher: Searcher, part: Part): void {
    const { sums, records } = summing;
    for (let at = summing.begun; at < summing.length; at++) {
      const record = records[at] ?? 0;
      const sum = sums[summing.base + record] ?? 0;
      const band = bandOf(sum);
      if (band < lowestBand) continue;
      if (isLeftOut(searcher, part, record)) sums[summing.base + record] = 0;
      else perBand[band] = (perBand[band] ?? 0) + 1;
    }
  }

  function add(part: number, record: number): void {
    if (found.length === found.parts.length) {
      found.parts = grown(found.parts, new Uint16Array(2 * found.length));
      found.records = grown(found.records, new Uint32Array(2 * found.length));
    }
    found.parts[found.length] = part;
    found.records[found.length] = record;
    found.length += 1;
  }

  function sumUp(words: SearchedWords, searcher: Searcher, parts: readonly Part[], after: (part: Part) => void): void {
    const values = narrowValuesOf(searcher.features, model);
    summing.clear(parts);
    parts.forEach((part) => {
      summing.begin(part);
      summing.addWords(part.scope.words(), part.ranges, words);
      if (values.length > 0) summing.addValues(part.scope.facetValues(), part.ranges, values);
      after(part);
    });
  }

  return {
    find(searcher, parts) {
      perBand.fill(0);
      sumUp(wordsOf(searcher, model), searcher, parts, (part) => countBands(searcher, part));
      found.length = 0;
      found.floor = cutOf(perBand) << bandShift;
      summing.forEachFrom(found.floor, add);
      costs.candidates += found.length;
      return found;
    },
    forEachReached(searcher, parts, use) {
      sumUp(allWordsOf(searcher.features), searcher, parts, () => undefined);
      summing.forEachFrom(1, (at, record, sum) => {
        const part = parts[at];
        if (part && !isLeftOut(searcher, part, record)) use(at, record, sum);
      });
    },
  };
}

function bandOf(sum: number): number {
  return Math.min(sum >>> bandShift, bands - 1);
}

function isLeftOut({ own, withoutOrganisation }: Searcher, { scope, gone }: Part, record: number): boolean {
  if (own?.number === record && own.scope === scope) return true;
  if (gone?.[record] === 1) return true;
  return withoutOrganisation !== notStated && scope.organisations[record] === withoutOrganisation;
}

/** The highest band from which on there are enough. */
function cutOf(perBand: Uint32Array): number {
  let enough: number = weights.candidates;
  for (let band = bands - 1; band > lowestBand; band--) {
    enough -= perBand[band] ?? 0;
    if (enough <= 0) return band;
  }
  return lowestBand;
}

/** The words of a search, filled anew by each. */
interface SearchedWords {
  length: number;
  readonly keys: Uint32Array;
  readonly weights: Uint16Array;
  /** Where their postings are in the part that is being searched. */
  readonly starts: Uint32Array;
}

const searched: SearchedWords = {
  length: 0,
  keys: new Uint32Array(weights.wordsKept),
  weights: new Uint16Array(weights.wordsKept),
  starts: new Uint32Array(weights.wordsKept),
};

function searchFor(key: number, mark: number): void {
  searched.keys[searched.length] = key;
  searched.weights[searched.length] = mark & unit;
  searched.length += 1;
}

/** The words that find candidates: the heaviest, as far as a search may read their postings. */
function wordsOf({ features: { keys, marks }, area }: Searcher, model: Model): SearchedWords {
  searched.length = 0;
  let most = weights.postings / shareSearched(model, area);
  for (const at of byWeight(marks)) {
    const key = keys[at] ?? 0;
    const records = model.words.get(key);
    if (records > most) continue;
    most -= records;
    searchFor(key, marks[at] ?? 0);
  }
  return searched;
}

function allWordsOf({ keys, marks }: Features): SearchedWords {
  searched.length = 0;
  for (let at = 0; at < keys.length; at++) searchFor(keys[at] ?? 0, marks[at] ?? 0);
  return searched;
}

const order = new Int32Array(weights.wordsKept);
const placeBits = 8;

/** The places of a record's words, those of the heaviest first; of equal weights by their keys. */
function byWeight(marks: Uint16Array): Int32Array {
  for (let at = 0; at < marks.length; at++) order[at] = at - (((marks[at] ?? 0) & unit) << placeBits);
  const sorted = order.subarray(0, marks.length).sort();
  for (let place = 0; place < sorted.length; place++) sorted[place] = (sorted[place] ?? 0) & ((1 << placeBits) - 1);
  return sorted;
}

function narrowValuesOf({ facetKeys }: Features, model: Model): readonly number[] {
  const values: number[] = [];
  for (const key of facetKeys) if (model.facetValues.get(key) <= weights.recordsPerFacetValue) values.push(key);
  return values;
}

/** Adds up, for each record of each part, the products of the weights that it shares. */
function createSumming(costs: SearchCosts) {
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
      const end = start + 1 + (postings.entries[start] ?? 0);
      if (start !== 0) for (const range of ranges) addWorth(postings.entries, start + 1, end, range);
    }
  }

  function addWorth(entries: Uint32Array, start: number, end: number, [first, last]: Range): void {
    for (let at = placeFrom(entries, start, end, first); at < end; at++) {
      const record = (entries[at] ?? 0) >>> recordShift;
      if (record >= last) return;
      const sum = sums[state.base + record] ?? 0;
      if (sum === 0) records[state.length++] = record;
      sums[state.base + record] = sum + valueWorth;
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

function grown<T extends Uint16Array | Uint32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
