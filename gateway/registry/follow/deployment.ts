/** What runs with the hub, in its process or at the addresses of its settings, whether or not anybody has published it. */
import type { Bilingual } from "#kit/errors.ts";
import type { Parts } from "./effective-graph.ts";

export interface Deployment {
  /** In this process. */
  here(): Parts;
  /** At addresses of their own. */
  elsewhere(): Promise<Parts>;
  /** Has the index answer for these departments; resolves when its schema says so. */
  reindex?(departments: readonly IndexedDepartment[]): Promise<void>;
}

/** A department as the index is told of it. */
export interface IndexedDepartment {
  readonly name: string;
  /** Undefined where nobody has said it. */
  readonly title: Bilingual | undefined;
  readonly sdl: string;
  /** Where it answers. */
  readonly url: string;
}

/** How often those elsewhere are asked what they publish, in milliseconds. */
const interval = 2_000;

/** Asked beside what is under way: one that hangs keeps nobody waiting, after the first time. */
export function askedNowAndThen(ask: () => Promise<Parts>): () => Promise<Parts> {
  let last: Promise<Parts> | undefined;
  let next: Promise<Parts> | undefined;
  let askedAt = 0;
  return async () => {
    if (Date.now() - askedAt >= interval && next === undefined) {
      askedAt = Date.now();
      const asked = ask();
      next = asked.finally(() => {
        last = asked;
        next = undefined;
      });
    }
    return last ?? next ?? new Map();
  };
}
