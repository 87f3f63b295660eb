/** How much of a caller's own text is kept with what was made of it: a document holds on to all of it, comments too. */
import type { DocumentNode } from "graphql";

/** In characters. A thousand operations of a portal fill a tenth of it; hostile ones no more than all. */
export const largestTogether = 8 * 1024 * 1024;

/** What is longer has more comments than operation: made again each time it is asked, it goes with the first garbage. */
const longestKept = 64 * 1024;

/** In characters; beyond everything for what is not worth keeping. */
export function textSize({ loc }: DocumentNode): number {
  const length = loc?.source.body.length ?? 0;
  return length > longestKept ? Number.POSITIVE_INFINITY : length;
}
