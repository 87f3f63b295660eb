/** Tries again what a database refused only for the moment. */
import { setTimeout as sleep } from "node:timers/promises";

/** How long to go on trying, in milliseconds. */
const usualPatienceMs = 30_000;
const longestPauseMs = 100;

/** Work must be repeatable: it is run anew as a whole. Pauses grow, and differ by chance so that rivals part. */
export async function retried<T>(
  work: () => Promise<T>,
  isRetryable: (error: unknown) => boolean,
  deadline = performance.now() + usualPatienceMs,
): Promise<T> {
  for (let pause = 5, isFirst = true; ; pause = Math.min(pause * 2, longestPauseMs), isFirst = false) {
    try {
      return await work();
    } catch (error) {
      // A wait for a lock may by itself be longer than the patience, and is worth a second try.
      if ((performance.now() > deadline && !isFirst) || !isRetryable(error)) throw error;
      await sleep(pause * (0.5 + Math.random()));
    }
  }
}
