/** Keeps whole answers made of public data for as long as every subgraph that had a part in them said. */
import type { CachePolicy } from "#kit/caching/cache-policy.ts";
import { AnswerText } from "../answer/answer-text.ts";
import type { GatewayAnswer } from "../apollo-types.ts";

export type AnswerCache = {
  find(key: string): GatewayAnswer | undefined;
  keep(key: string, answer: GatewayAnswer, policy: CachePolicy): void;
  clear(): void;
  /** How often it has been cleared: what was read before that must not be kept after it. */
  changes(): number;
};

type Kept = { readonly answer: GatewayAnswer; readonly until: number; readonly size: number };

/** `largest` is the size of all answers together, in characters; what was not asked for longest is forgotten first. */
export function createAnswerCache(largest: number, now: () => number = Date.now): AnswerCache {
  const all = new Map<string, Kept>();
  let size = 0;
  let changes = 0;
  const forget = (key: string, kept: Kept) => {
    all.delete(key);
    size -= kept.size;
  };
  return {
    find(key) {
      const kept = all.get(key);
      if (!kept) return undefined;
      if (kept.until <= now()) {
        forget(key, kept);
        return undefined;
      }
      all.delete(key);
      all.set(key, kept);
      return kept.answer;
    },
    keep(key, answer, { maxAge, scope }) {
      const { data, errors, extensions } = answer;
      if (maxAge <= 0 || scope !== "PUBLIC" || errors?.length || extensions || !(data instanceof AnswerText)) return;
      const known = all.get(key);
      if (known) forget(key, known);
      const kept = { answer, until: now() + maxAge * 1000, size: key.length + data.text.length };
      if (kept.size > largest) return;
      all.set(key, kept);
      size += kept.size;
      for (const [oldest, each] of all) {
        if (size <= largest) return;
        forget(oldest, each);
      }
    },
    clear() {
      all.clear();
      size = 0;
      changes++;
    },
    changes: () => changes,
  };
}
