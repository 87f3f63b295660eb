/** What caches on the way are told of an answer. */
import type { CachePolicy } from "#kit/caching/cache-policy.ts";

export const keptByNobody = "private, no-store";

/** In seconds: how long a copy is better than an error. */
const betterThanAnError = 300;

/**
 * No copy is shown for longer than the departments allow: it is fresh for half of that time, and shown while it is asked anew
 * for the other half. One that cannot be asked about by its name is fresh for all of it.
 */
export function publicCacheControl({ maxAge }: Pick<CachePolicy, "maxAge">, hasTag: boolean): string {
  if (!hasTag) return `public, max-age=${maxAge}`;
  const fresh = Math.ceil(maxAge / 2);
  const parts = [`max-age=${fresh}`, `stale-while-revalidate=${maxAge - fresh}`, `stale-if-error=${betterThanAnError}`];
  return ["public", ...parts].join(", ");
}

/** By what the answer to a request may be another one, who asks included. */
export function variesBy(isPublicRead: boolean): string {
  return isPublicRead ? byForm : `${byForm}, authorization, cookie, x-jinkatsu-csrf`;
}

const byForm = "accept, accept-encoding";
