/**
 * What is usual in a collection: how many records have a word or a facet value. Fitted once, then kept, so that a score depends on two records
 * and the model only, and a changed record changes its own pairs only.
 */
import { commonArea, nation, prefectureOf } from "./area-codes.ts";
import { type CountTable, createCountTable, spread } from "./count-table.ts";
import { facetValuesOf, reference } from "./facets.ts";
import { type OverlapRecord, textFields } from "./record.ts";
import { tokeniserVersion } from "./tokens.ts";
import { umbrellaOf } from "./umbrella.ts";
import { weightsVersion } from "./weights.ts";
import { createWordCounting } from "./word-counting.ts";

export interface Model {
  readonly records: number;
  /** The facets that are read, sorted. */
  readonly facets: readonly string[];
  readonly words: CountTable;
  readonly facetValues: CountTable;
  /** By prefecture, how many records are in it or in a part of it; under the nation's code those of no prefecture. */
  readonly inPrefecture: ReadonlyMap<string, number>;
  /** Two models of one version give the same scores. */
  readonly version: string;
}

export interface ModelFitting {
  add(record: OverlapRecord): void;
  finish(): Model;
}

/** Reads records one at a time, so that a collection need not fit in memory. */
export function createModelFitting(facetNames: readonly string[] = []): ModelFitting {
  const facets = facetNames.toSorted().slice(0, reference);
  const words = createCountTable();
  const facetValues = createCountTable();
  const counting = createWordCounting();
  const inPrefecture = new Map<string, number>();
  let records = 0;
  return {
    add(record) {
      records += 1;
      const prefecture = prefectureOf(commonArea(record.areas));
      inPrefecture.set(prefecture, (inPrefecture.get(prefecture) ?? 0) + 1);
      counting.clear();
      for (const field of textFields) counting.add(record[field] ?? "", 1, 0);
      const umbrella = umbrellaOf(record.title);
      if (umbrella !== undefined) counting.addWhole(umbrella, 1, 0);
      for (let at = 0; at < counting.length; at++) words.add(counting.keys[at] ?? 0, 1);
      for (const { key } of facetValuesOf(record, facets)) facetValues.add(key, 1);
    },
    finish: () => {
      const version = versionOf(records, words, facetValues, areaCounts(inPrefecture));
      return { records, facets, words, facetValues, inPrefecture, version };
    },
  };
}

function areaCounts(inPrefecture: ReadonlyMap<string, number>): CountTable {
  const counts = createCountTable();
  for (const [code, count] of inPrefecture) counts.add(Number(`1${code}`), count);
  return counts;
}

/** The share of all records among which those of an area look for their like. */
export function shareSearched({ records, inPrefecture }: Model, area: string): number {
  if (area === nation) return 1;
  const searched = (inPrefecture.get(prefectureOf(area)) ?? 0) + (inPrefecture.get(nation) ?? 0);
  return Math.max(searched, 1) / Math.max(records, 1);
}

export function fitModel(records: Iterable<OverlapRecord>, facetNames: readonly string[] = []): Model {
  const fitting = createModelFitting(facetNames);
  for (const record of records) fitting.add(record);
  return fitting.finish();
}

/** A sum, because the order in which records came makes no difference. */
function versionOf(records: number, ...tables: readonly CountTable[]): string {
  let sum = records;
  for (const table of tables) {
    for (const [key, count] of table.entries()) sum = (sum + Math.imul(spread(key), 2 * count + 1)) >>> 0;
  }
  return `${tokeniserVersion}/${weightsVersion}/${records}-${sum.toString(16)}`;
}
