/** Something that all callers share: one caller gets a part of it at most, and the last of it is kept for callers that have none. */

/** Who takes; undefined for this machine, whose programs and proxies are limited by what is kept for others only. */
export type Taker = string | undefined;

export interface Quota {
  /** As metrics call it. */
  readonly name: string;
  /** In all. */
  readonly limit: number;
  /** Of one caller; 0 for any. */
  readonly perCaller: number;
  /** False where it is too much; what was taken must be freed. */
  take(taker: Taker, amount?: number): boolean;
  free(taker: Taker, amount?: number): void;
  usage(): QuotaUsage;
}

export interface QuotaUsage {
  readonly taken: number;
  /** That hold something. */
  readonly callers: number;
  /** How often it was too much. */
  readonly refusals: number;
}

/** The share that is kept for callers that have none. */
const keptShare = 0.1;

export type CreateQuotaOptions = Pick<Quota, "name" | "limit" | "perCaller">;

export function createQuota({ name, limit, perCaller }: CreateQuotaOptions): Quota {
  const byTaker = new Map<string, number>();
  const forKnown = limit - Math.floor(limit * keptShare);
  let taken = 0;
  let refusals = 0;
  const fits = (taker: Taker, amount: number) => {
    const held = byTaker.get(keyOf(taker)) ?? 0;
    if (taken + amount > (held === 0 ? limit : forKnown)) return false;
    return taker === undefined || perCaller === 0 || held + amount <= perCaller;
  };
  const change = (taker: Taker, by: number) => {
    const held = (byTaker.get(keyOf(taker)) ?? 0) + by;
    taken += by;
    if (held > 0) byTaker.set(keyOf(taker), held);
    else byTaker.delete(keyOf(taker));
  };
  return {
    name,
    limit,
    perCaller,
    take(taker, amount = 1) {
      const isFree = fits(taker, amount);
      if (isFree) change(taker, amount);
      else refusals++;
      return isFree;
    },
    free: (taker, amount = 1) => change(taker, -amount),
    usage: () => ({ taken, callers: byTaker.size, refusals }),
  };
}

function keyOf(taker: Taker): string {
  return taker ?? "";
}
