import { describe, expect, test } from "@jest/globals";
import type { Near } from "./finders.ts";
import { type AnsweredPlan, scoreAhead } from "./score-ahead.ts";

const plan: AnsweredPlan = {
  kind: "other words",
  half: "report",
  title: "題名",
  summary: "内容",
  targetGroups: [],
  means: "A",
  alsoRight: ["B"],
  near: [],
};
const far = (count: number): Near[] =>
  Array.from({ length: count }, (_, index) => ({ id: `X${index}`, grade: "DIFFERENT" }));

describe("the score of a check ahead", () => {
  test("finds a plan whose measure, or another right one, is among the first five", () => {
    const meant = { ...plan, near: [...far(4), { id: "A", grade: "DIFFERENT" }] } as const;
    const other = { ...plan, near: [{ id: "B", grade: "SIMILAR" }] } as const;
    const sixth = { ...plan, near: [...far(5), { id: "A", grade: "SAME" }] } as const;

    const [figure] = scoreAhead([meant, other, sixth]);

    expect(figure).toMatchObject({ plans: 3, found: 2, foundMeant: 1, gradedAlike: 1 });
  });

  test("counts a right measure as graded only where its own grade says alike", () => {
    const answer = {
      ...plan,
      near: [
        { id: "X", grade: "SAME" },
        { id: "A", grade: "DIFFERENT" },
      ],
    } as const;

    const [figure] = scoreAhead([answer]);

    expect(figure).toMatchObject({ found: 1, gradedAlike: 0, anyAlike: 1, anySame: 1 });
  });

  test("counts for a plan that resembles nothing each alike grade as an alarm", () => {
    const { means: _means, ...unmeant } = { ...plan, kind: "none", alsoRight: [] } as const;
    const quiet = { ...unmeant, near: far(5) };
    const alarm = { ...unmeant, near: [{ id: "A", grade: "SIMILAR" }] } as const;

    const [figure] = scoreAhead([quiet, alarm]);

    expect(figure).toMatchObject({ kind: "none", plans: 2, found: 0, anyAlike: 1, anySame: 0 });
  });
});
