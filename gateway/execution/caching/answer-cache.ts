/**
 * Keeps whole answers made of public data for as long as every subgraph that had a part in them said; one whose subgraphs all say
 * where they stand for as long as they stand there, which whoever finds it asks them.
 */
import { BoundedCache } from "#kit/bounded-cache.ts";
import { AnswerText } from "../answer/answer-text.ts";
import type { GatewayAnswer } from "../apollo-types.ts";
import type { Provenance } from "./provenance.ts";

export type AnswerCache = {
  find(key: string): GatewayAnswer | undefined;
  keep(key: string, answer: GatewayAnswer, provenance: Omit<Provenance, "question">): void;
  clear(): void;
  /** How often it has been cleared: what was read before that must not be kept after it. */
  changes(): number;
};

type Kept = { readonly answer: GatewayAnswer; readonly until: number; readonly size: number };

/** `largest` is the size of all answers together, in characters; what was not asked for longest is forgotten first. */
export function createAnswerCache(largest: number, now: () => number = Date.now): AnswerCache {
  const all = new BoundedCache<string, Kept>(Number.POSITIVE_INFINITY, { sizeOf: (_, { size }) => size, largest });
  let changes = 0;
  return {
    find(key) {
      const kept = all.get(key);
      if (!kept || kept.until > now()) return kept?.answer;
      all.delete(key);
      return undefined;
    },
    keep(key, answer, { policy: { maxAge, scope }, revisions }) {
      const { data } = answer;
      if (maxAge <= 0 || scope !== "PUBLIC" || !(data instanceof AnswerText)) return;
      const until = revisions ? Number.POSITIVE_INFINITY : now() + maxAge * 1000;
      all.set(key, { answer, until, size: key.length + data.text.length });
    },
    clear() {
      all.clear();
      changes++;
    },
    changes: () => changes,
  };
}
