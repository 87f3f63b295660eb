/** Long work in steps, so that whoever shares the thread has a turn in between. */
import { setImmediate as turnOfOthers } from "node:timers/promises";

/** Work that pauses after each step. */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** Milliseconds of work after which others have a turn. */
const longestTurn = 15;

export async function inTurns<Result>(steps: Steps<Result>): Promise<Result> {
  let began = performance.now();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    if (performance.now() - began < longestTurn) continue;
    await turnOfOthers();
    began = performance.now();
  }
}

export function atOnce<Result>(steps: Steps<Result>): Result {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}
