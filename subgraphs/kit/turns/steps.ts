/** Long work in steps, so that whoever shares the thread has a turn in between. */
import { giveTurn, isTurnOver, nextTurn } from "./turn.ts";

/** Work that pauses after each step. */
export type Steps<Result> = Generator<undefined, Result, undefined>;

export async function inTurns<Result>(steps: Steps<Result>): Promise<Result> {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    if (isTurnOver()) await nextTurn();
  }
}

export function atOnce<Result>(steps: Steps<Result>): Result {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** What each item becomes, an item a step. */
export async function mapInTurns<Item, Result>(
  items: readonly Item[],
  become: (item: Item) => Result,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const item of items) {
    await giveTurn();
    results.push(become(item));
  }
  return results;
}
