/** What runs with the hub, in its process or at the addresses of its settings, whether or not anybody has published it. */
import type { ListedDepartment } from "#kit/server/department-list.ts";
import type { Parts } from "./effective-graph.ts";

export interface Deployment {
  /** In this process. */
  here(): Parts;
  /** At addresses of their own. */
  elsewhere(): Promise<Parts>;
  /**
   * Has the index answer for the departments as they were listed at that time of the registry; resolves when its schema says so, here or
   * elsewhere. The same array is the same list, read again.
   */
  reindex?(departments: readonly ListedDepartment[], readAt: number): Promise<void>;
}

/** How often those elsewhere are asked what they publish, in milliseconds. */
const interval = 2_000;

export interface Asking {
  read(): Promise<Parts>;
  /** Asks at once; what was asked before counts no more. */
  renew(): Promise<void>;
}

/** Asked beside what is under way: one that hangs keeps nobody waiting, after the first time. */
export function askedNowAndThen(ask: () => Promise<Parts>): Asking {
  let last: Promise<Parts> | undefined;
  let newest: Promise<Parts> | undefined;
  let askedAt = 0;
  const askNow = () => {
    askedAt = Date.now();
    const asked = ask();
    newest = asked;
    const take = () => {
      if (newest === asked) last = asked;
    };
    asked.then(take, take);
    return asked;
  };
  return {
    async read() {
      if (Date.now() - askedAt >= interval) askNow();
      return last ?? newest ?? new Map();
    },
    async renew() {
      last = askNow();
      await last;
    },
  };
}
