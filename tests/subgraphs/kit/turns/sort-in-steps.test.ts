import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { firstInSteps, sortInSteps } from "#kit/turns/sort-in-steps.ts";
import { atOnce, type Steps } from "#kit/turns/steps.ts";

interface Item {
  readonly weight: number;
  readonly place: number;
}

const byWeight = (one: Item, other: Item) => one.weight - other.weight;
const items = (weights: readonly number[]) => weights.map((weight, place) => ({ weight, place }));
const manyWeights = fc.array(fc.nat(500), { maxLength: 5_000, size: "max" });

function stepsIn(steps: Steps<unknown>): number {
  let count = 0;
  while (!steps.next().done) count += 1;
  return count;
}

describe("Sorting in steps", () => {
  test("gives what sorting gives, equal items in their order", () => {
    fc.assert(
      fc.property(manyWeights, (weights) => {
        expect(atOnce(sortInSteps(items(weights), byWeight))).toEqual(items(weights).toSorted(byWeight));
      }),
      { numRuns: 30 },
    );
  });

  test("gives the first of what sorting gives", () => {
    fc.assert(
      fc.property(manyWeights, fc.nat(60), (weights, count) => {
        const first = atOnce(firstInSteps(items(weights), count, byWeight));

        expect(first).toEqual(items(weights).toSorted(byWeight).slice(0, count));
      }),
      { numRuns: 30 },
    );
  });

  test("pauses for every few hundred items, as often as it goes through them", () => {
    const many = items(Array.from({ length: 10_240 }, (_, at) => (at * 7_919) % 10_007));

    expect(stepsIn(sortInSteps(many, byWeight))).toBeGreaterThanOrEqual(20 * 5);
  });
});
