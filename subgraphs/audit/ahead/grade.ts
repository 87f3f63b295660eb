/** Grades how like an existing measure a plan is, in the words of an office. */
import type { Bilingual } from "#kit/errors.ts";

export type SimilarityGrade = "SAME_CONTENT" | "SIMILAR" | "NEAR";

/**
 * Likeness from which on a grade is given; set for a plan against a catalogue, on the half of `tests/quality/ahead.csv` that is there for it.
 * Below `surely` a measure is similar only while it comes near to the best: where one stands out, the others are merely near.
 */
const cuts = { same: 0.5, surely: 0.23, similar: 0.17, ofBest: 0.6 } as const;

export function gradeOf(likeness: number, best: number): SimilarityGrade {
  if (likeness >= cuts.same) return "SAME_CONTENT";
  if (likeness >= cuts.surely) return "SIMILAR";
  return likeness >= cuts.similar && likeness >= cuts.ofBest * best ? "SIMILAR" : "NEAR";
}

export const gradeNames: Readonly<Record<SimilarityGrade, Bilingual>> = {
  SAME_CONTENT: { ja: "同じ内容とみられる", en: "Appears to be the same" },
  SIMILAR: { ja: "似ている", en: "Similar" },
  NEAR: { ja: "近いが別", en: "Near, but another" },
};
