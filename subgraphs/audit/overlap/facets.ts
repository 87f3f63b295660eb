/** What two records may share besides their words: each value of each facet as one number. */
import { facetNamesIn } from "./facet-names.ts";
import type { OverlapRecord } from "./record.ts";
import { idsNamedBy } from "./references.ts";

export interface FacetValue {
  readonly facet: string;
  /** As the record states it. */
  readonly value: string;
  readonly key: number;
}

/** A key names its facet in its top bits, so that two lists of keys tell which facets both records state. */
const valueBits = 28;

/** Facets have the numbers below; this one is kept for the ids that records name: one shares it whom the other names, or who names the same third. */
export const reference = 2 ** (32 - valueBits) - 1;

/** Each value once; the spellings that a reader takes for the same have one key. Facets that are not listed are not read. */
export function facetValuesOf(record: OverlapRecord, facets: readonly string[]): readonly FacetValue[] {
  if (record.publicId === undefined && (record.facets === undefined || facets.length === 0)) return [];
  const found = new Map<number, FacetValue>();
  facets.forEach((facet, number) => {
    for (const { value, hash } of (record.facets?.[facet] ?? []).flatMap(facetNamesIn)) {
      const key = keyOf(number, hash >>> (32 - valueBits));
      found.set(key, { facet, value, key });
    }
  });
  for (const id of idsNamedBy(record)) {
    const key = keyOf(reference, id);
    found.set(key, { facet: "reference", value: String(id), key });
  }
  return [...found.values()];
}

function keyOf(facet: number, value: number): number {
  return ((facet << valueBits) | value) >>> 0;
}

export function facetNumber(key: number): number {
  return key >>> valueBits;
}
