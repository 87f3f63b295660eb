/** Why two records are alike: bits that add up to the score, the phrases that they share, and what only one of them says. */
import { classify, type OverlapClass } from "./classify.ts";
import { type Comparison, compareWords, createComparison, placeOf } from "./compare.ts";
import { compareFacets, createFacetComparison, type FacetPlace } from "./compare-facets.ts";
import { facetNumber, facetValuesOf, reference } from "./facets.ts";
import { createFeatureReader, type Features } from "./features.ts";
import type { Model } from "./model.ts";
import { findPhrases, type Phrases, type ReadText, readText } from "./phrases.ts";
import type { OverlapRecord } from "./record.ts";
import { pairBits, priorBits, textBits } from "./score.ts";

/** A step of the waterfall; the bits of all steps add up to the score, in their order. */
export type Step =
  | { readonly kind: "prior"; readonly bits: number }
  | { readonly kind: "text"; readonly bits: number; readonly cosine: number }
  | { readonly kind: "facet"; readonly bits: number; readonly facet: string; readonly shared: readonly string[] };

export interface Evidence extends Phrases {
  readonly version: string;
  readonly bits: number;
  readonly class: OverlapClass | undefined;
  /** Cosines; −1 where one of the two does not state it. */
  readonly goals: number;
  readonly activities: number;
  readonly beneficiaries: number;
  readonly waterfall: readonly Step[];
}

/** A record made ready to be explained beside others. */
export interface Explained {
  readonly record: OverlapRecord;
  readonly features: Features;
  readonly text: ReadText;
}

export interface Explaining {
  read(record: OverlapRecord): Explained;
  /** The sum of the steps. */
  bitsOf(first: Explained, second: Explained): number;
  explain(first: Explained, second: Explained): Evidence;
}

export function createExplaining(model: Model): Explaining {
  const readFeatures = createFeatureReader(model);
  const compare = (first: Explained, second: Explained) =>
    compareWords(placeOf(first.features), placeOf(second.features), createComparison());
  const facetsShared = (first: Explained, second: Explained) =>
    compareFacets(facetsOf(first.features), facetsOf(second.features), model, createFacetComparison());
  return {
    read: (record) => ({ record, features: readFeatures(record), text: readText(record) }),
    bitsOf: (first, second) => pairBits(compare(first, second), facetsShared(first, second), model),
    explain(first, second) {
      const comparison = compare(first, second);
      const waterfall = waterfallOf(first, second, comparison, model);
      const { goals, activities, beneficiaries } = comparison;
      return {
        version: model.version,
        bits: waterfall.reduce((sum, step) => sum + step.bits, 0),
        class: classify(first.record, second.record, comparison),
        goals,
        activities,
        beneficiaries,
        waterfall,
        ...findPhrases(first.text, second.text, model),
      };
    },
  };
}

function waterfallOf(first: Explained, second: Explained, comparison: Comparison, model: Model): readonly Step[] {
  const values = facetValuesOf(first.record, model.facets);
  const { length, facets, bits } = compareFacets(
    facetsOf(first.features),
    facetsOf(second.features),
    model,
    createFacetComparison(),
  );
  return [
    { kind: "prior", bits: priorBits(model) },
    { kind: "text", bits: textBits(comparison), cosine: comparison.text },
    ...Array.from(facets.subarray(0, length), (number, at): Step => {
      const shared = values.filter(({ key }) => facetNumber(key) === number && second.features.facetKeys.includes(key));
      return {
        kind: "facet",
        bits: bits[at] ?? 0,
        facet: number === reference ? "reference" : (model.facets[number] ?? ""),
        shared: shared.map(({ value }) => value),
      };
    }),
  ];
}

function facetsOf({ facetKeys }: Features): FacetPlace {
  return { facetKeys, facetsFrom: 0, facetsTo: facetKeys.length };
}
