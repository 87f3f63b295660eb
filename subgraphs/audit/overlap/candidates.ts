/** Finds what may be like a record: whoever shares heavy words with it, or facet values that few have. */
import type { Part } from "./area.ts";
import { type Features, unit } from "./features.ts";
import { type Model, shareSearched } from "./model.ts";
import { notStated, type RecordPlace } from "./scope.ts";
import { createSumming, type SearchCosts, type SearchedWords, type Use } from "./summing.ts";
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

export interface Search {
  find(searcher: Searcher, parts: readonly Part[]): Found;
  /** Every other record that shares a word or a narrow facet value, with the most that this one's sum can be in a search for it. */
  forEachReached(searcher: Searcher, parts: readonly Part[], use: Use): void;
}

/** Sums are cut into this many bands, and whole bands are taken: a cut between equals would depend on their order. */
const bands = 1024;
/** Of a sum of products, which is at most `unit` squared. */
const bandShift = 10;
/** Below a hundredth of the greatest sum there is nothing to compare. */
const lowestBand = 10;

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

function grown<T extends Uint16Array | Uint32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
