/** Those who wait to hear what is served: told when it is, and looked for without delay while there are any. */
import { pauseFor } from "../../supergraph/supply.ts";
import type { Followed } from "./follow.ts";

export interface Waiting {
  /** Resolves when what stands at the revision is served, or was found to be none; undefined where that takes too long. */
  reached(revision: number): Promise<Followed | undefined>;
  tell(served: Followed): void;
  /** Between two looks. */
  pause(signal: AbortSignal): Promise<void>;
}

/** How often the registry is looked at, in milliseconds; more often while somebody waits. */
const [interval, intervalAwaited] = [250, 50];

/** How long somebody waits, in milliseconds. */
const patience = 30_000;

export function createWaiting(): Waiting {
  const waiting = new Set<(served: Followed) => void>();
  let last: Followed | undefined;
  let lookAtOnce = () => {};
  return {
    reached: (wanted) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => done(undefined), patience).unref();
        const done = (followed: Followed | undefined) => {
          clearTimeout(timer);
          waiting.delete(hear);
          resolve(followed);
        };
        const hear = (followed: Followed) => followed.revision >= wanted && done(followed);
        waiting.add(hear);
        if (last) hear(last);
        lookAtOnce();
      }),
    tell(served) {
      last = served;
      for (const hear of waiting) hear(served);
    },
    pause: (signal) =>
      Promise.race([
        pauseFor(waiting.size > 0 ? intervalAwaited : interval, signal),
        new Promise<void>((resolve) => {
          lookAtOnce = resolve;
        }),
      ]),
  };
}
