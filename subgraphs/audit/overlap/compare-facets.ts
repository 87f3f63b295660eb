/** Compares the facet values of two records: what they share of each facet that both state, and how many bits that gives. */
import { facetNumber, reference } from "./facets.ts";
import type { Model } from "./model.ts";
import { weights } from "./weights.ts";

/** Where a record's facet keys are: in a list of its own or in that of its scope. They ascend. */
export interface FacetPlace {
  readonly facetKeys: Uint32Array;
  readonly facetsFrom: number;
  readonly facetsTo: number;
}

/** One entry for each facet that both state, those of most bits first. Filled anew by each comparison. */
export interface FacetComparison {
  length: number;
  readonly facets: Uint8Array;
  readonly bits: Float64Array;
}

export function createFacetComparison(): FacetComparison {
  return { length: 0, facets: new Uint8Array(reference + 1), bits: new Float64Array(reference + 1) };
}

/** The same both ways round. */
export function compareFacets(a: FacetPlace, b: FacetPlace, model: Model, into: FacetComparison): FacetComparison {
  into.length = 0;
  let [left, right] = [a.facetsFrom, b.facetsFrom];
  while (left < a.facetsTo && right < b.facetsTo) {
    const own = facetNumber(a.facetKeys[left] ?? 0);
    const other = facetNumber(b.facetKeys[right] ?? 0);
    const leftEnd = endOfFacet(a, left, own);
    const rightEnd = endOfFacet(b, right, other);
    if (own === other) weigh(own, rarestShared(a, [left, leftEnd], b, [right, rightEnd], model), model, into);
    if (own <= other) left = leftEnd;
    if (other <= own) right = rightEnd;
  }
  damp(into);
  return into;
}

function endOfFacet({ facetKeys, facetsTo }: FacetPlace, from: number, facet: number): number {
  let at = from;
  while (at < facetsTo && facetNumber(facetKeys[at] ?? 0) === facet) at += 1;
  return at;
}

type Stretch = readonly [from: number, to: number];

/** How many records have the rarest value that both have; 0 where they share none. */
function rarestShared(a: FacetPlace, [from, to]: Stretch, b: FacetPlace, [start, end]: Stretch, model: Model): number {
  let rarest = 0;
  let other = start;
  for (let at = from; at < to; at++) {
    const key = a.facetKeys[at] ?? 0;
    while (other < end && (b.facetKeys[other] ?? 0) < key) other += 1;
    if (other === end) break;
    if (b.facetKeys[other] !== key) continue;
    const records = Math.max(model.facetValues.get(key), 1);
    rarest = rarest === 0 ? records : Math.min(rarest, records);
  }
  return rarest;
}

/** A rare value says more than a common one; sharing none of what both state says a little; what is not stated says nothing. */
function weigh(facet: number, recordsWithIt: number, model: Model, into: FacetComparison): void {
  if (facet === reference) {
    // That two do not name each other says nothing; that one does was meant, and is no coincidence of fields of policy.
    if (recordsWithIt > 0) place(facet, agreementBits(recordsWithIt, model), into);
  } else if (recordsWithIt === 0) place(facet, weights.facetDifference, into);
  else place(facet, Math.min(agreementBits(recordsWithIt, model), weights.facetMost), into);
}

function agreementBits(recordsWithIt: number, model: Model): number {
  return Math.max(Math.log2((weights.facetAgreement * model.records) / recordsWithIt), 0);
}

function place(facet: number, bits: number, into: FacetComparison): void {
  let at = into.length;
  for (; at > 0 && (into.bits[at - 1] ?? 0) < bits; at--) {
    into.bits[at] = into.bits[at - 1] ?? 0;
    into.facets[at] = into.facets[at - 1] ?? 0;
  }
  into.bits[at] = bits;
  into.facets[at] = facet;
  into.length += 1;
}

/** A plan, its law and its policy line come together: whoever shares one shares the next more easily, so that it says less. */
function damp({ length, bits }: FacetComparison): void {
  let share = 1;
  for (let at = 0; at < length; at++) {
    if ((bits[at] ?? 0) <= 0) return;
    bits[at] = (bits[at] ?? 0) * share;
    share *= weights.furtherFacet;
  }
}
