/** How many of a list are given. */
import { errors } from "#kit/errors.ts";

/** @throws HubError AUDIT_PAGE_INVALID */
export function limited(first: number, most: number): number {
  if (first < 0 || first > most) throw errors.auditPageInvalid(most);
  return first;
}
