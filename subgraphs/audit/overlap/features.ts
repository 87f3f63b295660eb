/** A record as the numbers that are compared: its heaviest words with whole-number weights, and its facet values. */
import { facetValuesOf } from "./facets.ts";
import type { Model } from "./model.ts";
import { type OverlapRecord, textFields } from "./record.ts";
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

/** Reuses its memory from record to record: a batch makes millions of words. */
export function createFeatureReader(model: Model): (record: OverlapRecord) => Features {
  const counting = createWordCounting();
  return (record) => {
    counting.clear();
    for (const field of textFields) {
      const text = record[field];
      if (text) counting.add(text, weights.fields[field], fieldFlags[field]);
    }
    return { ...heaviest(counting, model), facetKeys: facetKeysOf(record, model) };
  };
}

/** A weight above and a place below in one double: sorting numbers is ten times as fast as sorting objects. */
const half = 2 ** 32;
const markRoom = 2 ** 16;
const finest = 2 ** 14;
const ranked = new Float64Array(mostWords);

/** Of equal weights the word that comes first in the record. */
function heaviest({ length, keys, heights, flags }: WordCounting, model: Model): Pick<Features, "keys" | "marks"> {
  for (let at = 0; at < length; at++) {
    const weight = (heights[at] ?? 0) * rarityOf(keys[at] ?? 0, model);
    ranked[at] = at - Math.round(weight * finest) * half;
  }
  const kept = ranked.subarray(0, length).sort().subarray(0, weights.wordsKept);
  let square = 0;
  for (const entry of kept) square += weightOf(entry) ** 2;
  const scale = square === 0 ? 0 : unit / Math.sqrt(square);
  for (let place = 0; place < kept.length; place++) {
    const weight = weightOf(kept[place] ?? 0);
    const at = (kept[place] ?? 0) + weight * half;
    // At least 1: a word of no weight would be one that the record does not have.
    kept[place] = (keys[at] ?? 0) * markRoom + (Math.max(Math.round(weight * scale), 1) | (flags[at] ?? 0));
  }
  return splitMarks(kept.sort());
}

function splitMarks(sorted: Float64Array): Pick<Features, "keys" | "marks"> {
  const keys = new Uint32Array(sorted.length);
  const marks = new Uint16Array(sorted.length);
  for (let at = 0; at < sorted.length; at++) {
    const key = Math.floor((sorted[at] ?? 0) / markRoom);
    keys[at] = key;
    marks[at] = (sorted[at] ?? 0) - key * markRoom;
  }
  return { keys, marks };
}

function weightOf(entry: number): number {
  return Math.ceil(-entry / half);
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

function facetKeysOf(record: OverlapRecord, model: Model): Uint32Array {
  return Uint32Array.from(facetValuesOf(record, model.facets), ({ key }) => key).sort();
}
