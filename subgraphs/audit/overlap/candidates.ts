/** Finds what may be like a record: whoever shares heavy words with it, or a facet value that few have. */
import type { Part } from "./area.ts";
import { type Features, unit } from "./features.ts";
import type { Model } from "./model.ts";
import { findSlot, type Postings, recordBits } from "./postings.ts";
import type { Member, Range, Scope } from "./scope.ts";
import { weights } from "./weights.ts";

/** Two lists of equal length: which part, and which record of it. Valid until the next search. */
export interface Found {
  readonly parts: number[];
  readonly records: number[];
}

/** Counts what searches touch, for measuring. */
export interface SearchCosts {
  postings: number;
  candidates: number;
}

export type Wanted = (member: Member) => boolean;
export type Search = (features: Features, places: readonly Part[], wanted: Wanted) => Found;

const recordShift = 32 - recordBits;
/** Sums are cut into this many bands, and whole bands are taken: a cut between equals would depend on their order. */
const bands = 1024;
const bandWidth = (unit * unit) / bands;
/** Below a hundredth of the greatest sum there is nothing to compare. */
const lowestBand = 10;
const always = bands;

export function createSearch(model: Model, costs: SearchCosts): Search {
  const words = createSumming();
  const perBand = new Uint32Array(bands + 1);
  const touched: Found & { readonly bands: number[] } = { parts: [], records: [], bands: [] };
  const found: Found = { parts: [], records: [] };

  function touch(part: number, record: number, band: number): void {
    touched.parts.push(part);
    touched.records.push(record);
    touched.bands.push(band);
    perBand[band] = (perBand[band] ?? 0) + 1;
  }

  function searchPart(
    features: Features,
    { scope, gone, ranges = [[0, scope.members.length]] }: Part,
    part: number,
    wanted: Wanted,
  ): void {
    words.begin(scope.members.length);
    costs.postings += words.add(scope.words(), ranges);
    const shared = recordsSharingValues(scope.facetValues(), features.facetKeys, model);
    const isInside = (record: number) => ranges.some(([from, to]) => record >= from && record < to);
    for (const record of words.records) {
      const band = Math.min(Math.floor(words.sumOf(record) / bandWidth), bands - 1);
      const worth = band >= lowestBand && !shared?.has(record);
      if (worth && isWanted(scope, gone, record, wanted)) touch(part, record, band);
    }
    for (const record of shared ?? []) {
      if (isInside(record) && isWanted(scope, gone, record, wanted)) touch(part, record, always);
    }
  }

  return (features, places, wanted) => {
    touched.parts.length = touched.records.length = touched.bands.length = 0;
    found.parts.length = found.records.length = 0;
    perBand.fill(0);
    words.ask(features, model);
    places.forEach((part, number) => void searchPart(features, part, number, wanted));
    const cut = cutOf(perBand);
    for (let at = 0; at < touched.bands.length; at++) {
      if ((touched.bands[at] ?? 0) < cut) continue;
      found.parts.push(touched.parts[at] ?? 0);
      found.records.push(touched.records[at] ?? 0);
    }
    costs.candidates += found.records.length;
    return found;
  };
}

function isWanted(scope: Scope, gone: ReadonlySet<number>, record: number, wanted: Wanted): boolean {
  const member = scope.members[record];
  return member !== undefined && !gone.has(record) && wanted(member);
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

/** Adds up, for each record of a scope, the products of the weights that it shares. */
function createSumming() {
  let sums = new Uint32Array(1024);
  const records: number[] = [];
  /** A key and its weight, in turns. */
  const asked: number[] = [];
  return {
    records,
    sumOf: (record: number): number => sums[record] ?? 0,
    /** Once for all parts: which words find candidates. */
    ask({ keys, marks }: Features, model: Model): void {
      asked.length = 0;
      for (let at = 0; at < keys.length; at++) {
        if (model.words.get(keys[at] ?? 0) > weights.recordsPerWord) continue;
        asked.push(keys[at] ?? 0, (marks[at] ?? 0) & unit);
      }
    },
    begin(size: number): void {
      for (const record of records) sums[record] = 0;
      records.length = 0;
      if (size > sums.length) sums = new Uint32Array(size * 2);
    },
    /** How many postings were read. */
    add(postings: Postings, ranges: readonly Range[]): number {
      let read = 0;
      for (let at = 0; at < asked.length; at += 2) {
        const slot = findSlot(postings, asked[at] ?? 0);
        if (slot < 0) continue;
        for (const range of ranges) read += addProducts(postings, slot, range, asked[at + 1] ?? 0);
      }
      return read;
    },
  };

  function addProducts({ starts, entries }: Postings, slot: number, [first, last]: Range, weight: number): number {
    const end = starts[slot + 1] ?? 0;
    const from = placeFrom(entries, starts[slot] ?? 0, end, first);
    let place = from;
    for (; place < end; place++) {
      const entry = entries[place] ?? 0;
      const record = entry >>> recordShift;
      if (record >= last) break;
      const sum = sums[record] ?? 0;
      if (sum === 0) records.push(record);
      sums[record] = sum + weight * (entry & unit);
    }
    return place - from;
  }
}

/** Where the postings of a record and those after it begin: by halving, since records ascend. */
function placeFrom(entries: Uint32Array, start: number, end: number, record: number): number {
  if (record === 0) return start;
  let [low, high] = [start, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle] ?? 0) >>> recordShift < record) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Undefined, and no set made, where there is none: most records share no rare value. */
function recordsSharingValues(postings: Postings, facetKeys: Uint32Array, model: Model): Set<number> | undefined {
  let records: Set<number> | undefined;
  for (const key of facetKeys) {
    const slot = findSlot(postings, key);
    if (slot < 0 || model.facetValues.get(key) > weights.recordsPerFacetValue) continue;
    records ??= new Set();
    for (let at = postings.starts[slot] ?? 0; at < (postings.starts[slot + 1] ?? 0); at++) {
      records.add((postings.entries[at] ?? 0) >>> recordShift);
    }
  }
  return records;
}
