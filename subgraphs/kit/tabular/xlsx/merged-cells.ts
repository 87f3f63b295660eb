/**
 * The merged ranges of a sheet. Their value is stored in the first cell only, and whether it is meant once or for every row
 * (a section's name) nobody can tell from the file: filling it down would triple an amount of money. So covered rows are rejected.
 */
import { parseCellReference } from "../cell-reference.ts";

export interface MergedRange {
  readonly name: string;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
}

/** Asked row by row, downwards: the merged range that covers the row from above, if any. */
export type FindMerge = (row: number) => { readonly column: number; readonly range: string } | undefined;

/** Undefined for a range within one row: its value stands where its row begins. */
export function readMergedRange(name: string): MergedRange | undefined {
  const [first, last] = name.split(":").map(parseCellReference);
  if (first === undefined || last === undefined || last.row <= first.row) return undefined;
  return { name, top: first.row, bottom: last.row, left: first.column };
}

/** Of the ranges that begin above a row, the one that reaches furthest down covers it, or none does. */
export function createMergeFinder(ranges: readonly MergedRange[]): FindMerge {
  const waiting = ranges.toSorted((one, other) => other.top - one.top);
  let furthest: MergedRange | undefined;
  return (row) => {
    for (let next = waiting.at(-1); next !== undefined && next.top < row; next = waiting.at(-1)) {
      waiting.pop();
      if (next.bottom > (furthest?.bottom ?? 0)) furthest = next;
    }
    if (furthest === undefined || furthest.bottom < row) return undefined;
    return { column: furthest.left, range: furthest.name };
  };
}
