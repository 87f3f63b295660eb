/** Grades how like an existing measure a plan is, in the words of an office. */
import type { Bilingual } from "#kit/errors.ts";

export type SimilarityGrade = "SAME_CONTENT" | "SIMILAR" | "NEAR";

/** Likeness from which on a grade is given; set for a plan against a catalogue. */
const cuts = { same: 0.5, similar: 0.23 } as const;

export function gradeOf(likeness: number): SimilarityGrade {
  if (likeness >= cuts.same) return "SAME_CONTENT";
  return likeness >= cuts.similar ? "SIMILAR" : "NEAR";
}

export const gradeNames: Readonly<Record<SimilarityGrade, Bilingual>> = {
  SAME_CONTENT: { ja: "同じ内容とみられる", en: "Appears to be the same" },
  SIMILAR: { ja: "似ている", en: "Similar" },
  NEAR: { ja: "近いが別", en: "Near, but another" },
};
