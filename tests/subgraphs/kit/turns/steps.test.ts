/** Long work in steps: others have their turns, and it comes to the same as at once. */
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, test } from "@jest/globals";
import { atOnce, inTurns, type Steps } from "#kit/turns/steps.ts";

function* sumUp(upTo: number, millisecondsAStep: number): Steps<number> {
  let sum = 0;
  for (let number = 1; number <= upTo; number++) {
    const end = performance.now() + millisecondsAStep;
    while (performance.now() < end);
    sum += number;
    yield;
  }
  return sum;
}

describe("Work in steps", () => {
  test("lets others have a turn every few steps", async () => {
    let turns = 0;
    let isOver = false;
    const others = (async () => {
      while (!isOver) {
        await turn();
        turns += 1;
      }
    })();

    const sum = await inTurns(sumUp(40, 5));
    isOver = true;
    await others;

    expect(sum).toBe(820);
    expect(turns).toBeGreaterThan(5);
  });

  test("comes to the same at once", () => {
    expect(atOnce(sumUp(40, 0))).toBe(820);
  });
});
