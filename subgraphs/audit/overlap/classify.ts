/** Names what a pair is, in the words of GAO-15-49SP, from what agrees: a proposal to a person, never a verdict. */
import type { Comparison } from "./compare.ts";
import type { OverlapRecord } from "./record.ts";

export type OverlapClass = "DUPLICATION" | "OVERLAP" | "FRAGMENTATION";

/** Cosines from which a dimension agrees, and from which it agrees strongly. */
const agrees = 0.2;
const agreesStrongly = 0.45;

/** Undefined where the pair is none of the three. What is not stated (−1) agrees with nothing. */
export function classify(a: OverlapRecord, b: OverlapRecord, comparison: Comparison): OverlapClass | undefined {
  const { goals, activities, beneficiaries } = comparison;
  const dimensions = [goals, activities, beneficiaries];
  if (meetInTime(a, b)) {
    if (activities >= agreesStrongly && beneficiaries >= agreesStrongly) return "DUPLICATION";
    const agreeing = dimensions.filter((cosine) => cosine >= agrees).length;
    if (agreeing >= 2 || dimensions.some((cosine) => cosine >= agreesStrongly)) return "OVERLAP";
  }
  return goals >= agrees && areDifferentBodies(a, b) ? "FRAGMENTATION" : undefined;
}

/** Unknown ends are open. */
function meetInTime(a: OverlapRecord, b: OverlapRecord): boolean {
  const [first, last] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return (a.startYear ?? first) <= (b.endYear ?? last) && (b.startYear ?? first) <= (a.endYear ?? last);
}

function areDifferentBodies(a: OverlapRecord, b: OverlapRecord): boolean {
  return a.organisation !== undefined && b.organisation !== undefined && a.organisation !== b.organisation;
}
