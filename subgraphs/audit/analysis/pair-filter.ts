/** Which pairs are wanted: by their departments, by what they are, or by name. */
import type { OverlapClass } from "../pairing/judge.ts";
import { overlapId } from "./finding.ts";
import type { AlikePair } from "./pairs.ts";

export interface PairFilter {
  readonly department?: string | null;
  readonly other?: string | null;
  readonly acrossDepartments?: boolean | null;
  readonly class?: OverlapClass | null;
  /** Ids of findings. */
  readonly ids?: readonly string[] | null;
}

export function isWantedPair({ a, b, class: found }: AlikePair, filter: PairFilter): boolean {
  const has = (department: string | null | undefined) =>
    !department || [a, b].some((each) => each.department === department);
  const isBoth = filter.department !== filter.other || !filter.department || a.department === b.department;
  if (filter.acrossDepartments && a.department === b.department) return false;
  if (filter.ids && !filter.ids.includes(overlapId(a.id, b.id))) return false;
  return has(filter.department) && has(filter.other) && isBoth && (!filter.class || filter.class === found);
}
