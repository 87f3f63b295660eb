import { setImmediate as pause } from "node:timers/promises";
import { describe, expect, test } from "@jest/globals";
import { giveTurn } from "#kit/turns/turn.ts";

/** Holds the thread, as a statement of SQLite does. */
function hold(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe("Long works on one thread", () => {
  test("go on by turns, none before the others have had theirs", async () => {
    const order: string[] = [];
    const work = async (name: string) => {
      for (let step = 1; step <= 4; step++) {
        await giveTurn();
        order.push(name);
        hold(25);
      }
    };
    await pause();

    await Promise.all(["a", "b", "c"].map(work));

    expect(order.slice(3)).toEqual(["a", "b", "c", "a", "b", "c", "a", "b", "c"]);
  });

  test("do not hold up what is short: it is done in the turn in which it comes", async () => {
    let isOver = false;
    const long = (async () => {
      for (let step = 0; step < 10; step++) {
        await giveTurn();
        hold(25);
      }
      isOver = true;
    })();
    const wasOver: boolean[] = [];

    await pause();
    for (let statement = 0; statement < 20; statement++) await giveTurn();
    wasOver.push(isOver);
    await long;

    expect(wasOver).toEqual([false]);
  });

  test("come to an end beside one that never waits for anything else", async () => {
    let isOver = false;
    const watcher = (async () => {
      while (!isOver) await giveTurn();
    })();

    for (let step = 0; step < 5; step++) {
      await giveTurn();
      hold(15);
    }
    isOver = true;
    await watcher;

    expect(isOver).toBe(true);
  });
});
