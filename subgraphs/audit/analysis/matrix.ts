/** Which departments' measures overlap with which others', and what is at stake there. */
import type { View } from "../collection/view.ts";
import type { OverlapClass } from "../pairing/judge.ts";
import { type BudgetAtStake, budgetAtStake } from "./budget.ts";
import { type AlikePair, alikePairs } from "./pairs.ts";

export interface DepartmentOverlap {
  readonly department: string;
  readonly other: string;
  readonly pairs: number;
  readonly duplications: number;
  readonly overlaps: number;
  readonly fragmentations: number;
  readonly siblings: number;
  readonly budget: BudgetAtStake;
}

/** `isShown` leaves out pairs, such as those that were dismissed. */
export function departmentOverlaps(view: View, isShown: (pair: AlikePair) => boolean): readonly DepartmentOverlap[] {
  const cells = Map.groupBy(alikePairs(view).filter(isShown), ({ a, b }) => cellKey(a.department, b.department));
  return [...cells.keys()].sort().map((key) => {
    const pairs = cells.get(key) ?? [];
    const [department = "", other = ""] = key.split(" ");
    const count = (wanted: OverlapClass) => pairs.filter((pair) => pair.class === wanted).length;
    return {
      department,
      other,
      pairs: pairs.length,
      duplications: count("DUPLICATION"),
      overlaps: count("OVERLAP"),
      fragmentations: count("FRAGMENTATION"),
      siblings: count("SIBLING"),
      budget: budgetAtStake(pairs.flatMap(({ a, b }) => [a, b])),
    };
  });
}

function cellKey(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}
