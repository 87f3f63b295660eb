/** Whether a planned measure meets what exists already, and whether the grade in words says so. */
import type { Grade, Near, Plan } from "./finders.ts";
import { type Half, halves } from "./halves.ts";

export const aheadKinds = ["other words", "with groups", "everyday words", "renamed", "none"] as const;
export type AheadKind = (typeof aheadKinds)[number];

/** `means` is the measure that the plan says again, absent for the kind "none"; `alsoRight` are as good an answer. */
export type JudgedPlan = Plan & {
  readonly kind: AheadKind;
  readonly half: Half;
  readonly means?: string;
  readonly alsoRight: readonly string[];
};
export type AnsweredPlan = JudgedPlan & { readonly near: readonly Near[] };

export type AheadFigure = {
  readonly kind: AheadKind;
  readonly half: Half;
  readonly plans: number;
  /** Plans with a right measure among the first five; for "none" there is nothing to find. */
  readonly found: number;
  /** Plans whose own measure, no other, is among the first five. */
  readonly foundMeant: number;
  /** Plans with a right measure among the first five that is graded SAME or SIMILAR. */
  readonly gradedAlike: number;
  /** Plans of which anything among the first five, right or not, is graded SAME or SIMILAR: for "none" each is a false alarm. */
  readonly anyAlike: number;
  /** The same for SAME alone. */
  readonly anySame: number;
};

const shown = 5;

/** One figure for each kind and half that has plans. */
export function scoreAhead(answers: readonly AnsweredPlan[]): readonly AheadFigure[] {
  return aheadKinds.flatMap((kind) =>
    halves.flatMap((half) => {
      const own = answers.filter((answer) => answer.kind === kind && answer.half === half);
      return own.length === 0 ? [] : [toFigure(kind, half, own)];
    }),
  );
}

function toFigure(kind: AheadKind, half: Half, answers: readonly AnsweredPlan[]): AheadFigure {
  const count = (holds: (near: Near, answer: AnsweredPlan) => boolean) =>
    answers.filter((answer) => answer.near.slice(0, shown).some((near) => holds(near, answer))).length;
  return {
    kind,
    half,
    plans: answers.length,
    found: count(isRight),
    foundMeant: count((near, { means }) => near.id === means),
    gradedAlike: count((near, answer) => isRight(near, answer) && isAlike(near.grade)),
    anyAlike: count((near) => isAlike(near.grade)),
    anySame: count((near) => near.grade === "SAME"),
  };
}

function isRight({ id }: Near, { means, alsoRight }: AnsweredPlan): boolean {
  return id === means || alsoRight.includes(id);
}

function isAlike(grade: Grade): boolean {
  return grade !== "DIFFERENT";
}
