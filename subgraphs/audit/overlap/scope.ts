/** Records packed into a few arrays, with the postings that find them. */
import { atOnce, type Steps } from "#kit/turns/steps.ts";
import { type Place, squaresOf, squaresOfRecord } from "./compare.ts";
import type { FacetPlace } from "./compare-facets.ts";
import { type Features, unit } from "./features.ts";
import { buildPostings, type Postings } from "./postings.ts";

export interface Entry {
  readonly id: string;
  /** The smallest that holds all areas of the record. */
  readonly area: string;
  /** A number for each organisation; `notStated` for none. */
  readonly organisation: number;
  readonly features: Features;
}

export const notStated = 0;

/** Where a record is: good until the next change. */
export interface RecordPlace {
  readonly scope: Scope;
  readonly number: number;
}

/** Record numbers, the last not included. */
export type Range = readonly [from: number, to: number];

export interface Scope {
  readonly size: number;
  readonly ids: readonly string[];
  readonly areas: readonly string[];
  readonly organisations: Uint32Array;
  /** By area, the numbers of its records: from, to. */
  readonly ranges: ReadonlyMap<string, Range>;
  readonly offsets: Uint32Array;
  readonly keys: Uint32Array;
  readonly marks: Uint16Array;
  readonly squares: Uint32Array;
  readonly facetOffsets: Uint32Array;
  readonly facetKeys: Uint32Array;
  /** These are built when first asked for, because a collection that is being loaded is packed several times. */
  numbers(): ReadonlyMap<string, number>;
  words(): Postings;
  facetValues(): Postings;
  /** Builds them ahead. */
  prepare(): Steps<void>;
}

const entriesOfStep = 1 << 8;

export function* packScope(unsorted: readonly Entry[]): Steps<Scope> {
  const entries = unsorted.toSorted((a, b) => (a.area < b.area ? -1 : Number(a.area > b.area)));
  const offsets = offsetsOf(entries, ({ features }) => features.keys.length);
  const facetOffsets = offsetsOf(entries, ({ features }) => features.facetKeys.length);
  const keys = new Uint32Array(offsets.at(-1) ?? 0);
  const marks = new Uint16Array(keys.length);
  const facetKeys = new Uint32Array(facetOffsets.at(-1) ?? 0);
  const squares = new Uint32Array(entries.length * squaresOfRecord);
  for (const [number, { features }] of entries.entries()) {
    if (number % entriesOfStep === 0) yield;
    squares.set(squaresOf(features.marks), number * squaresOfRecord);
    keys.set(features.keys, offsets[number]);
    marks.set(features.marks, offsets[number]);
    facetKeys.set(features.facetKeys, facetOffsets[number]);
  }
  const records = entries.length;
  const ids = entries.map(({ id }) => id);
  const words = built(() => buildPostings({ records, offsets, keys }, (place) => (marks[place] ?? 0) & unit));
  const facetValues = built(() => buildPostings({ records, offsets: facetOffsets, keys: facetKeys }, () => 0));
  return {
    size: records,
    ids,
    areas: entries.map(({ area }) => area),
    organisations: Uint32Array.from(entries, ({ organisation }) => organisation),
    ranges: rangesOf(entries),
    numbers: once(() => new Map(ids.map((id, number) => [id, number]))),
    offsets,
    keys,
    marks,
    squares,
    facetOffsets,
    facetKeys,
    words: words.now,
    facetValues: facetValues.now,
    *prepare() {
      yield* words.ahead();
      yield* facetValues.ahead();
    },
  };
}

function rangesOf(entries: readonly Entry[]): ReadonlyMap<string, Range> {
  const ranges = new Map<string, Range>();
  entries.forEach(({ area }, number) => {
    ranges.set(area, [ranges.get(area)?.[0] ?? number, number + 1]);
  });
  return ranges;
}

function offsetsOf(entries: readonly Entry[], lengthOf: (entry: Entry) => number): Uint32Array {
  const offsets = new Uint32Array(entries.length + 1);
  entries.forEach((entry, number) => {
    offsets[number + 1] = (offsets[number] ?? 0) + lengthOf(entry);
  });
  return offsets;
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Built in steps, or at once where it is needed before. */
function built<T extends object>(build: () => Steps<T>) {
  let made: T | undefined;
  return {
    now: (): T => {
      made ??= atOnce(build());
      return made;
    },
    *ahead(): Steps<void> {
      if (made === undefined) made = yield* build();
    },
  };
}

/** Moved from record to record instead of made anew. */
export type Cursor = { -readonly [Name in keyof Place]: Place[Name] } & {
  -readonly [Name in keyof FacetPlace]: FacetPlace[Name];
};

export function createCursor(): Cursor {
  const none = new Uint32Array(0);
  return {
    keys: none,
    marks: new Uint16Array(0),
    from: 0,
    to: 0,
    squares: none,
    squaresFrom: 0,
    facetKeys: none,
    facetsFrom: 0,
    facetsTo: 0,
  };
}

export function moveTo(cursor: Cursor, scope: Scope, number: number): Cursor {
  cursor.keys = scope.keys;
  cursor.marks = scope.marks;
  cursor.squares = scope.squares;
  cursor.squaresFrom = number * squaresOfRecord;
  cursor.from = scope.offsets[number] ?? 0;
  cursor.to = scope.offsets[number + 1] ?? 0;
  cursor.facetKeys = scope.facetKeys;
  cursor.facetsFrom = scope.facetOffsets[number] ?? 0;
  cursor.facetsTo = scope.facetOffsets[number + 1] ?? 0;
  return cursor;
}

/** Windows on the scope's arrays: good for as long as the scope is. */
export function featuresOf(scope: Scope, number: number): Features {
  const [from, to] = [scope.offsets[number], scope.offsets[number + 1]];
  return {
    keys: scope.keys.subarray(from, to),
    marks: scope.marks.subarray(from, to),
    facetKeys: scope.facetKeys.subarray(scope.facetOffsets[number], scope.facetOffsets[number + 1]),
  };
}

export function entryOf(scope: Scope, number: number): Entry {
  return {
    id: scope.ids[number] ?? "",
    area: scope.areas[number] ?? "",
    organisation: scope.organisations[number] ?? notStated,
    features: featuresOf(scope, number),
  };
}
