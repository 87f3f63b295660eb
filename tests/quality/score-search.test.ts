import { describe, expect, test } from "@jest/globals";
import { type AnsweredQuery, scoreAnswer, scoreSearch } from "./score-search.ts";

const query: AnsweredQuery = {
  kind: "word",
  half: "tune",
  query: "農業",
  right: ["A", "B"],
  acceptable: ["C"],
  found: [],
};

describe("the score of a search", () => {
  test("looks at as many found measures as there are right ones", () => {
    const answer = { ...query, found: ["A", "D", "B"] };

    expect(scoreAnswer(answer)).toBe(0.5);
  });

  test("takes out what may also be shown before it counts", () => {
    const answer = { ...query, found: ["C", "A", "B"] };

    expect(scoreAnswer(answer)).toBe(1);
  });

  test("counts a measure that is shown twice once", () => {
    const answer = { ...query, found: ["A", "A"] };

    expect(scoreAnswer(answer)).toBe(0.5);
  });

  test("asks of a query without a right answer that nothing is shown", () => {
    const none = { ...query, kind: "none", right: [], acceptable: [] } as const;

    const figures = scoreSearch([none, { ...none, found: ["A"] }]);

    expect(figures).toEqual([{ kind: "none", half: "tune", queries: 2, share: 0.5 }]);
  });

  test("gives each kind and half a mean of its own", () => {
    const found = { ...query, found: ["A", "B"] };

    const figures = scoreSearch([query, found, { ...found, half: "report" }, { ...found, kind: "slip" }]);

    expect(figures).toEqual([
      { kind: "word", half: "tune", queries: 2, share: 0.5 },
      { kind: "word", half: "report", queries: 1, share: 1 },
      { kind: "slip", half: "tune", queries: 1, share: 1 },
    ]);
  });
});
