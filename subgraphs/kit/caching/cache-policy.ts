/** How long an answer holds and for whom, as the `Cache-Control` header between subgraph and gateway says it. */

export interface CachePolicy {
  /** In seconds; 0 for an answer that holds for its own request only. */
  readonly maxAge: number;
  readonly scope: "PUBLIC" | "PRIVATE";
}

export const notKept: CachePolicy = { maxAge: 0, scope: "PRIVATE" };

/** What holds for an answer of which both are parts. */
export function both(one: CachePolicy, other: CachePolicy): CachePolicy {
  return {
    maxAge: Math.min(one.maxAge, other.maxAge),
    scope: one.scope === "PRIVATE" || other.scope === "PRIVATE" ? "PRIVATE" : "PUBLIC",
  };
}

export function writeCacheControl({ maxAge, scope }: CachePolicy): string {
  return maxAge > 0 ? `max-age=${maxAge}, ${scope.toLowerCase()}` : "no-store";
}

/** What a header does not say clearly is not kept; nor is what it does not say to be public. */
export function readCacheControl(header: string | undefined): CachePolicy {
  const parts = (header ?? "")
    .toLowerCase()
    .split(",")
    .map((part) => part.trim());
  const ages = parts.flatMap((part) => /^max-age=(\d{1,9})$/.exec(part)?.[1] ?? []);
  const isPublic = parts.includes("public") && !parts.some((part) => forbidding.test(part));
  return ages.length === 1 && isPublic ? { maxAge: Number(ages[0]), scope: "PUBLIC" } : notKept;
}

const forbidding = /^(?:private|no-store|no-cache)(?:=|$)/;
