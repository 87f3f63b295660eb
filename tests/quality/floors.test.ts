/** The figures that the product has reached, as floors. Both halves: a change that is tuned on one is seen in the other. Who lowers a floor says why. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readCatalogue } from "./catalogue.ts";
import type { Contender } from "./finders.ts";
import { openProduct } from "./product.ts";
import { type AheadFigure, scoreAhead } from "./score-ahead.ts";
import { joinReadings, type OverlapFigure, scoreOverlap } from "./score-overlap.ts";
import { scoreSearch } from "./score-search.ts";
import { readMeasureHalves, readPairs, readPlans, readQueries } from "./sets.ts";

const measures = readCatalogue();
let product: Contender;

beforeAll(async () => {
  product = await openProduct();
});

afterAll(() => product.close?.());

async function inTurn<Item, Answer>(items: readonly Item[], ask: (item: Item) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const item of items) answers.push(await ask(item));
  return answers;
}

/** Share of the right measures, as whole percents; for "none" the share of queries with nothing shown. */
const searchFloors: Readonly<Record<string, number>> = {
  "word tune": 99,
  "word report": 97,
  "words tune": 100,
  "words report": 100,
  "kana tune": 99,
  "kana report": 95,
  "everyday tune": 94,
  "everyday report": 72,
  "sentence tune": 81,
  "sentence report": 65,
  "slip tune": 100,
  "slip report": 91,
  "none tune": 100,
  "none report": 83,
};

/** Plans with a right measure among the first five; for "none" plans of which nothing is called alike. */
const aheadFloors: Readonly<Record<string, number>> = {
  "other words tune": 28,
  "other words report": 28,
  "with groups tune": 13,
  "with groups report": 13,
  "everyday words tune": 40,
  "everyday words report": 36,
  "renamed tune": 23,
  "renamed report": 22,
  "none tune": 20,
  "none report": 21,
};

/** Pairs worth an auditor's time: among as many as are labelled, and among the first 30 of a half or 60 of all; how many are called DUPLICATION that are. */
const overlapFloors: Readonly<Record<string, number>> = {
  "tune at labels": 41,
  "tune first": 29,
  "tune duplications": 2,
  "report at labels": 26,
  "report first": 18,
  "report duplications": 3,
  "all at labels": 67,
  "all first": 47,
  "all duplications": 5,
};

/** What is shown wrongly, at most. */
const overlapCeilings: Readonly<Record<string, number>> = {
  "first 60 not worth it": 6,
  "called DUPLICATION that are not": 1,
};

describe("what the product has reached", () => {
  test("in finding what a search means is reached still", async () => {
    const queries = readQueries(new Set(measures.map(({ id }) => id)));
    const answers = await inTurn(queries, async (query) => ({
      ...query,
      found: (await product.search?.(query.query)) ?? [],
    }));

    const figures = scoreSearch(answers).map(
      ({ kind, half, share }) => [`${kind} ${half}`, Math.round(share * 1e6) / 1e4] as const,
    );

    expect(fallen(figures, searchFloors)).toEqual([]);
  });

  test("in finding what a plan repeats is reached still", async () => {
    const plans = readPlans(new Map(measures.map(({ id, summary }) => [id, summary])));
    const answers = await inTurn(plans, async (plan) => ({ ...plan, near: (await product.ahead?.(plan)) ?? [] }));

    const figures = scoreAhead(answers).map((figure) => [`${figure.kind} ${figure.half}`, reachedIn(figure)] as const);

    expect(fallen(figures, aheadFloors)).toEqual([]);
  });

  test("in finding pairs that are worth an auditor's time is reached still", async () => {
    const known = new Set(measures.map(({ id }) => id));
    const judged = joinReadings(readPairs("overlap-first.csv", known), readPairs("overlap-second.csv", known));
    const halfOf = readMeasureHalves();
    const shown = (await product.overlap?.()) ?? [];

    const scored = scoreOverlap(judged, shown, ({ a, b }) => halfOf.get(a < b ? a : b) ?? "tune");
    const all = scored.find(({ half }) => half === "all");

    expect(fallen(scored.flatMap(reachedInPairs), overlapFloors)).toEqual([]);
    expect(all?.first["not worth"]).toBeLessThanOrEqual(overlapCeilings["first 60 not worth it"] ?? 0);
    expect(all?.calledDuplication.no).toBeLessThanOrEqual(overlapCeilings["called DUPLICATION that are not"] ?? 0);
  });
});

function reachedIn({ kind, plans, found, anyAlike }: AheadFigure): number {
  return kind === "none" ? plans - anyAlike : found;
}

function reachedInPairs({ half, rightAtLabels, first, calledDuplication }: OverlapFigure) {
  return [
    [`${half} at labels`, rightAtLabels],
    [`${half} first`, first.worth],
    [`${half} duplications`, calledDuplication.yes],
  ] as const;
}

/** What is below its floor, or has none. */
function fallen(figures: readonly (readonly [string, number])[], floors: Readonly<Record<string, number>>) {
  return figures.filter(([name, figure]) => !(figure >= (floors[name] ?? Number.NaN)));
}
