/** Weighs the evidence: bits that add up, from a prior over all pairs, one comparison of texts and one of each facet. */
import type { Comparison } from "./compare.ts";
import { facetNumber } from "./facets.ts";
import type { Model } from "./model.ts";
import { weights } from "./weights.ts";

/** How sure we are before looking: as if every record had one partner among all others. */
export function priorBits(model: Model): number {
  return -Math.log2(Math.max(model.records - 1, 1));
}

/** Capped where the words agree in one dimension only while others are stated: a boilerplate title looks like that. */
export function textBits(comparison: Comparison): number {
  const cosine = comparison.text * (agreesBroadly(comparison) ? 1 : weights.oneDimension);
  return weights.textBase + weights.textSlope * cosine;
}

function agreesBroadly({ goals, activities, beneficiaries }: Comparison): boolean {
  const stated = Number(goals >= 0) + Number(activities >= 0) + Number(beneficiaries >= 0);
  const agreed = agrees(goals) + agrees(activities) + agrees(beneficiaries);
  return agreed >= Math.min(stated, 2);
}

function agrees(cosine: number): number {
  return Number(cosine >= weights.agreement);
}

/** Of each facet that both state: the records that have the rarest value that they share, or `nothingShared`. */
export type SharedFacets = ReadonlyMap<number, number>;

const nothingShared = 0;
const noFacets: SharedFacets = new Map();

/** Both lists ascend, and a key's top bits name its facet. The same both ways round. */
export function sharedFacets(a: Uint32Array, b: Uint32Array, model: Model): SharedFacets {
  if (a.length === 0 || b.length === 0) return noFacets;
  const shared = new Map<number, number>();
  const stated = new Set(Array.from(b, facetNumber));
  for (const key of a) {
    const facet = facetNumber(key);
    if (!stated.has(facet)) continue;
    const rarest = shared.get(facet) ?? nothingShared;
    const records = b.includes(key) ? Math.max(model.facetValues.get(key), 1) : nothingShared;
    shared.set(
      facet,
      rarest === nothingShared || records === nothingShared ? Math.max(rarest, records) : Math.min(rarest, records),
    );
  }
  return shared;
}

/** A rare value says more than a common one; sharing none of what both state says a little; what is not stated says nothing. */
export function facetBits(recordsWithIt: number, model: Model): number {
  if (recordsWithIt === nothingShared) return weights.facetDifference;
  const bits = Math.log2((weights.facetAgreement * model.records) / recordsWithIt);
  return Math.min(Math.max(bits, 0), weights.facetMost);
}

/** The sum that the waterfall shows, in its order. */
export function pairBits(comparison: Comparison, facets: SharedFacets, model: Model): number {
  let bits = priorBits(model) + textBits(comparison);
  for (const records of facets.values()) bits += facetBits(records, model);
  return bits;
}
