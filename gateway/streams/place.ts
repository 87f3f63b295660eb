/** The place of one connection, which goes over to the caller that it turns out to be of. */
import type { Quota, Taker } from "#kit/server/connections/quota.ts";

export interface Place {
  /** False where that caller may have no more; the place then stays as it is. */
  moveTo(taker: Taker): boolean;
  free(): void;
}

/** Undefined where there is none. */
export function takePlace(quota: Quota, first: Taker): Place | undefined {
  let holder = first;
  if (!quota.take(holder)) return undefined;
  return {
    moveTo(taker) {
      if (taker === holder) return true;
      if (!quota.take(taker)) return false;
      quota.free(holder);
      holder = taker;
      return true;
    },
    free: () => quota.free(holder),
  };
}
