/** How many of a list are given. */
import { errors } from "#kit/errors.ts";

/** @throws HubError AUDIT_PAGE_INVALID */
export function limited(first: number, most: number): number {
  if (first < 0 || first > most) throw errors.auditPageInvalid(most);
  return first;
}

export interface Page {
  readonly first: number;
  readonly after?: number;
}

/** Where a page begins and ends. @throws HubError AUDIT_PAGE_INVALID */
export function within({ first, after = 0 }: Page, most: number): readonly [number, number] {
  const start = Math.max(0, after);
  return [start, start + limited(first, most)];
}
