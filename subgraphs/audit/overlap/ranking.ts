/** Compares a record with the candidates that were found and names the likest. */
import type { Part } from "./area.ts";
import type { Found } from "./candidates.ts";
import { type Comparison, compareNoted, createComparison, noteWords, placeOf } from "./compare.ts";
import { compareFacets, createFacetComparison, type FacetPlace } from "./compare-facets.ts";
import type { Features } from "./features.ts";
import type { Model } from "./model.ts";
import type { Asking, Neighbour } from "./overlap-index.ts";
import { createCursor, moveTo } from "./scope.ts";
import { pairBits } from "./score.ts";

/** All memory is kept for the next record, but for the answer. */
export function createRanking(model: Model) {
  const cursor = createCursor();
  const facets = createFacetComparison();
  const comparisons: Comparison[] = [];
  let bits = new Float64Array(256);

  function weigh(features: Features, { length, parts: numbers, records }: Found, parts: readonly Part[]): void {
    const noted = noteWords(placeOf(features));
    const own: FacetPlace = { facetKeys: features.facetKeys, facetsFrom: 0, facetsTo: features.facetKeys.length };
    if (length > bits.length) bits = new Float64Array(2 * length);
    while (comparisons.length < length) comparisons.push(createComparison());
    for (let at = 0; at < length; at++) {
      const scope = parts[numbers[at] ?? 0]?.scope;
      const comparison = comparisons[at];
      if (scope === undefined || comparison === undefined) throw new Error("A search found a record in no part.");
      moveTo(cursor, scope, records[at] ?? 0);
      compareNoted(noted, cursor, comparison);
      bits[at] = pairBits(comparison, compareFacets(own, cursor, model, facets), model);
    }
  }

  return (features: Features, found: Found, parts: readonly Part[], asking: Asking): readonly Neighbour[] => {
    weigh(features, found, parts);
    const least = Math.max(asking.least ?? Number.NEGATIVE_INFINITY, bitsOfPlace(bits, found.length, asking.top));
    const neighbours: Neighbour[] = [];
    for (let at = 0; at < found.length; at++) {
      const [scored = 0, comparison] = [bits[at], comparisons[at]];
      if (scored < least || comparison === undefined) continue;
      const id = parts[found.parts[at] ?? 0]?.scope.ids[found.records[at] ?? 0] ?? "";
      neighbours.push({ id, bits: scored, ...comparison });
    }
    return neighbours.sort(byBits).slice(0, asking.top);
  };
}

/** What the last of the `top` has, so that the others need not be sorted; several may have the same. */
function bitsOfPlace(bits: Float64Array, length: number, top: number): number {
  return top < length ? (bits.slice(0, length).sort()[length - top] ?? 0) : Number.NEGATIVE_INFINITY;
}

function byBits(a: Neighbour, b: Neighbour): number {
  return b.bits - a.bits || (a.id < b.id ? -1 : 1);
}
