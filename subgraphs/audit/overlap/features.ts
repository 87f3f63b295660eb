/** A record as the numbers that are compared: its heaviest words with whole-number weights, and its facet values. */
import { facetValuesOf } from "./facets.ts";
import { gatherSmallest } from "./gather-smallest.ts";
import type { Model } from "./model.ts";
import { type OverlapRecord, textFields } from "./record.ts";
import { umbrellaOf } from "./umbrella.ts";
import { weights } from "./weights.ts";
import { createWordCounting, mostWords, type WordCounting } from "./word-counting.ts";

/** Weights are whole numbers, so that a sum is the same in every order and on every machine. */
export const unit = 1023;
const weightBits = 10;

/** What a word stands in, beside its weight in one number. */
export const inTitle = 1 << weightBits;
export const inGoals = 2 << weightBits;
export const inActivities = 4 << weightBits;
export const inBeneficiaries = 8 << weightBits;
/** Many records have the word: what everybody writes is shared by records that have nothing else in common. */
export const isCommon = 16 << weightBits;

const fieldFlags = {
  title: inTitle | inActivities,
  purpose: inGoals,
  description: inActivities,
  target: inBeneficiaries,
};

export interface Features {
  /** Ascending. */
  readonly keys: Uint32Array;
  /** Weight and flags of each key. */
  readonly marks: Uint16Array;
  /** Ascending. */
  readonly facetKeys: Uint32Array;
}

/** Reuses its memory from record to record: a batch makes millions of words. `room` is where the answers are kept. */
export function createFeatureReader(model: Model, room: Room = separateRoom): (record: OverlapRecord) => Features {
  const counting = createWordCounting();
  return (record) => {
    counting.clear();
    for (const field of textFields) {
      const text = record[field];
      if (text) counting.add(text, weights.fields[field], fieldFlags[field]);
    }
    const umbrella = umbrellaOf(record.title);
    if (umbrella !== undefined) counting.addWhole(umbrella, weights.umbrella, fieldFlags.title);
    return { ...heaviest(counting, model, room), facetKeys: facetKeysOf(record, model) };
  };
}

/** A weight above and a place below in one double: numbers are ordered ten times as fast as objects. */
const half = 2 ** 32;
const markRoom = 2 ** 16;
const finest = 2 ** 14;
const ranked = new Float64Array(mostWords);

/** Of equal weights the word that comes first in the record. */
function heaviest({ length, keys, heights, flags }: WordCounting, model: Model, room: Room): Words {
  const common = commonFrom(model);
  for (let at = 0; at < length; at++) {
    const weight = (heights[at] ?? 0) * rarityOf(keys[at] ?? 0, model);
    ranked[at] = at - Math.round(weight * finest) * half;
  }
  gatherSmallest(ranked, length, weights.wordsKept);
  const kept = ranked.subarray(0, Math.min(length, weights.wordsKept));
  let square = 0;
  for (const entry of kept) square += weightOf(entry) ** 2;
  const scale = square === 0 ? 0 : unit / Math.sqrt(square);
  for (let place = 0; place < kept.length; place++) {
    const weight = weightOf(kept[place] ?? 0);
    const at = (kept[place] ?? 0) + weight * half;
    const key = keys[at] ?? 0;
    const marks = (flags[at] ?? 0) | (model.words.get(key) > common ? isCommon : 0);
    // At least 1: a word of no weight would be one that the record does not have.
    kept[place] = key * markRoom + (Math.max(Math.round(weight * scale), 1) | marks);
  }
  return splitMarks(kept.sort(), room);
}

function splitMarks(sorted: Float64Array, room: Room): Words {
  const words = room(sorted.length);
  for (let at = 0; at < sorted.length; at++) {
    const key = Math.floor((sorted[at] ?? 0) / markRoom);
    words.keys[at] = key;
    words.marks[at] = (sorted[at] ?? 0) - key * markRoom;
  }
  return words;
}

function weightOf(entry: number): number {
  return Math.ceil(-entry / half);
}

/** A small collection has no common words: there, a field of policy of its own is a large share. */
function commonFrom({ records }: Model): number {
  return Math.max(weights.commonShare * records, weights.commonAtLeast);
}

/** The inverse document frequency: how surprising the word is, in nats; a word that all have says a little, for a table can be small. */
function rarityOf(key: number, model: Model): number {
  return Math.max(leastRarity, logOf(model.records + 1) - logOf(model.words.get(key) + 1));
}

const leastRarity = 0.2;

const smallLogs = Float64Array.from({ length: 4096 }, (_, count) => Math.log(count));

function logOf(count: number): number {
  return smallLogs[count] ?? Math.log(count);
}

type Words = Pick<Features, "keys" | "marks">;

/** Makes the arrays of a record of so many words. */
export type Room = (length: number) => Words;

const separateRoom: Room = (length) => ({ keys: new Uint32Array(length), marks: new Uint16Array(length) });

/** Many small arrays cost more than what is in them: these are windows on larger ones, for records that are soon packed. */
export function createSharedRoom(): Room {
  let keys = new Uint32Array(0);
  let marks = new Uint16Array(0);
  let used = 0;
  return (length) => {
    if (used + length > keys.length) {
      keys = new Uint32Array(Math.max(roomWords, length));
      marks = new Uint16Array(keys.length);
      used = 0;
    }
    used += length;
    return { keys: keys.subarray(used - length, used), marks: marks.subarray(used - length, used) };
  };
}

const roomWords = 4096;

function facetKeysOf(record: OverlapRecord, model: Model): Uint32Array {
  const values = facetValuesOf(record, model.facets);
  return values.length === 0 ? noKeys : Uint32Array.from(values, ({ key }) => key).sort();
}

const noKeys = new Uint32Array(0);
