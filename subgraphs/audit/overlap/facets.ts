/** What two records may share besides their words: each value of each facet as one number. */
import { facetNamesIn } from "./facet-names.ts";
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
    for (const { value, hash } of (record.facets?.[facet] ?? []).flatMap(facetNamesIn)) {
      const key = ((number << valueBits) | (hash >>> (32 - valueBits))) >>> 0;
      found.set(key, { facet, value, key });
    }
  });
  return [...found.values()];
}

export function facetNumber(key: number): number {
  return key >>> valueBits;
}
