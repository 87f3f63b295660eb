import { describe, expect, test } from "@jest/globals";
import { readCatalogue } from "./catalogue.ts";
import { halves } from "./halves.ts";
import { aheadKinds } from "./score-ahead.ts";
import { keyOfPair } from "./score-overlap.ts";
import { searchKinds } from "./score-search.ts";
import { readMeasureHalves, readPairs, readPlans, readQueries } from "./sets.ts";

const measures = readCatalogue();
const known = new Set(measures.map((measure) => measure.id));
const queries = readQueries(known);
const plans = readPlans(new Map(measures.map(({ id, summary }) => [id, summary])));
const byHalf = <Kind extends string>(kinds: readonly Kind[]) =>
  kinds.flatMap((kind) => halves.map((half) => `${kind} ${half}`));
const held = (rows: readonly { readonly kind: string; readonly half: string }[]) =>
  new Set(rows.map(({ kind, half }) => `${kind} ${half}`));

describe("the labelled sets", () => {
  test("hold every kind in both halves", () => {
    expect(held(queries)).toEqual(new Set(byHalf(searchKinds)));
    expect(held(plans)).toEqual(new Set(byHalf(aheadKinds)));
  });

  test("ask each question once", () => {
    expect(new Set(queries.map(({ query }) => query)).size).toBe(queries.length);
    expect(new Set(plans.map(({ title }) => title)).size).toBe(plans.length);
  });

  test("have a right answer for every question except where there is none", () => {
    expect(queries.filter(({ kind, right }) => (kind === "none") !== (right.length === 0))).toEqual([]);
    expect(plans.filter(({ kind, means }) => (kind === "none") !== (means === undefined))).toEqual([]);
  });

  test("never call a measure both right and merely acceptable", () => {
    expect(queries.filter(({ right, acceptable }) => right.some((id) => acceptable.includes(id)))).toEqual([]);
  });

  test("hold the same pairs in both readings", () => {
    const [first, second] = [readPairs("overlap-first.csv", known), readPairs("overlap-second.csv", known)];

    expect(first.map(keyOfPair).sort()).toEqual(second.map(keyOfPair).sort());
    expect(new Set(first.map(keyOfPair)).size).toBe(first.length);
  });

  test("give every measure of the catalogue a half", () => {
    expect([...readMeasureHalves().keys()].sort()).toEqual([...known].sort());
  });
});
