/** The few numbers that say what counts how much; whoever changes one changes `weightsVersion`, which every result carries. */

export const weightsVersion = "2026-11-28.9";

export const weights = {
  /** How much a word of a field counts against one of a description; of several fields the one where it counts most. */
  fields: { title: 4, purpose: 1, description: 1, target: 1 },
  /** The same of the whole that a title says it is a part of. */
  umbrella: 8,
  /** The heaviest words of a record that are kept. */
  wordsKept: 64,
  /** A search reads no more postings than this, those of the heaviest words first (all words count in comparing). */
  postings: 3000,
  /** A facet value of at most so many records finds candidates, as if it were so much of a cosine. */
  recordsPerFacetValue: 120,
  facetWorth: 0.12,
  /** Candidates that are compared in full, at least, where there are so many. */
  candidates: 60,
  /** Of the cosine, words that stand in both titles give no more than this: a title can be boilerplate. */
  titleCap: 0.5,
  /** Of the cosine, words that more than this share of the records have, and more than so many, give no more together than this, or than what the other words give. */
  commonShare: 1 / 70,
  commonAtLeast: 40,
  commonCap: 0.15,
  /** Bits of a cosine of 1, and of a cosine of 0. */
  textSlope: 40,
  textBase: -2,
  /** A cosine in one dimension from which two records agree in it. */
  agreement: 0.12,
  /** What remains of the text's bits where only one of the stated dimensions agrees. */
  oneDimension: 0.6,
  /** Share of true pairs that share a value of a facet which both state. */
  facetAgreement: 0.6,
  /** Sharing a value gives no more bits than this; sharing none of a facet gives these. */
  facetMost: 5,
  /** Of the bits of a facet's value, what counts of the second such facet; of the third the square of it, and so on. */
  furtherFacet: 0.5,
  facetDifference: -0.3,
} as const;
