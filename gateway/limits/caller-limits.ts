/** What one caller may ask in a while and at a time. Callers are told apart by whatever name they are given; one without a name is not limited. */

/** A name of the caller, or undefined for one that is not limited. */
export type CallerName = string | undefined;

/** How long requests are counted together, in milliseconds. */
const span = 10_000;

/** Callers that are remembered at a time; beyond it the one that began longest ago is forgotten. */
const mostCallers = 10_000;

export interface Rate {
  /** Counts one more; the seconds to wait for where it is one too many. */
  count(caller: CallerName): number | undefined;
}

/** A caller's ten seconds begin with its first request. */
export function createRate(limit: number, now: () => number = () => performance.now()): Rate {
  const spans = new Map<string, { readonly end: number; count: number }>();
  const begin = (caller: string) => {
    const began = { end: now() + span, count: 0 };
    spans.delete(caller);
    spans.set(caller, began);
    for (const oldest of spans.keys()) if (spans.size > mostCallers) spans.delete(oldest);
    return began;
  };
  return {
    count(caller) {
      if (caller === undefined || limit === 0) return undefined;
      const known = spans.get(caller);
      const current = known && known.end > now() ? known : begin(caller);
      current.count++;
      return current.count > limit ? Math.max(1, Math.ceil((current.end - now()) / 1000)) : undefined;
    },
  };
}

export interface CostAtOnce {
  /** False where it would be too much; what has entered must leave. */
  enter(caller: CallerName, cost: number): boolean;
  leave(caller: CallerName, cost: number): void;
}

export function createCostAtOnce(limit: number): CostAtOnce {
  const underWay = new Map<string, number>();
  const change = (caller: string, by: number) => {
    const cost = (underWay.get(caller) ?? 0) + by;
    if (cost > 0) underWay.set(caller, cost);
    else underWay.delete(caller);
  };
  return {
    enter(caller, cost) {
      if (caller === undefined || limit === 0) return true;
      if ((underWay.get(caller) ?? 0) + cost > limit) return false;
      change(caller, cost);
      return true;
    },
    leave(caller, cost) {
      if (caller !== undefined && limit !== 0) change(caller, -cost);
    },
  };
}
