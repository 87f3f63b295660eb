/** Weighs the evidence: bits that add up, from a prior over all pairs, one comparison of texts and one of each facet. */
import type { Comparison } from "./compare.ts";
import type { FacetComparison } from "./compare-facets.ts";
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

/** The sum that the waterfall shows, in its order. */
export function pairBits(comparison: Comparison, { length, bits }: FacetComparison, model: Model): number {
  let sum = priorBits(model) + textBits(comparison);
  for (let at = 0; at < length; at++) sum += bits[at] ?? 0;
  return sum;
}
