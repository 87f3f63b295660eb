/** What two records may share besides their words: each value of each facet as one number. */
import type { OverlapRecord } from "./record.ts";

export interface FacetValue {
  readonly facet: string;
  /** As the record states it. */
  readonly value: string;
  readonly key: number;
}

/** A key names its facet in its top bits, so that two lists of keys tell which facets both records state. */
const valueBits = 28;
export const mostFacets = 2 ** (32 - valueBits);

/** Each value once; the spellings that a reader takes for the same have one key. Facets that are not listed are not read. */
export function facetValuesOf(record: OverlapRecord, facets: readonly string[]): readonly FacetValue[] {
  if (record.facets === undefined || facets.length === 0) return [];
  const found = new Map<number, FacetValue>();
  facets.forEach((facet, number) => {
    for (const value of record.facets?.[facet] ?? []) {
      const spelling = plainSpelling(value);
      if (saysNothing.has(spelling) || !hasWord.test(spelling)) continue;
      const key = ((number << valueBits) | (hashOf(spelling) >>> (32 - valueBits))) >>> 0;
      found.set(key, { facet, value, key });
    }
  });
  return [...found.values()];
}

export function facetNumber(key: number): number {
  return key >>> valueBits;
}

/** That two records both have none of a thing is nothing that they share. */
const saysNothing = new Set(["なし", "無し", "該当なし", "その他", "未定", "n/a", "none", "null"]);

/** A dash of any kind is nothing either; ー is a letter in Unicode, but no word by itself. */
const hasWord = /[^\P{L}ー]|\p{N}/u;

/** What follows in brackets (dates, who decided it) and the number of an article name the same law or plan more narrowly. */
function plainSpelling(value: string): string {
  const text = value
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s「」『』・]+/gu, "");
  const short = text.replace(/\([^)]*\)?/gu, "").replace(/第[\d一二三四五六七八九十百]+条.*$/u, "");
  return short.length > 1 ? short : text;
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
