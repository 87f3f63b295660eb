/**
 * The merged ranges of a sheet. Their value is stored in the first cell only, and whether it is meant once or for every row
 * (a section's name) nobody can tell from the file: filling it down would triple an amount of money. So covered rows are rejected.
 */
import type { Readable } from "node:stream";
import { parseCellReference } from "../cell-reference.ts";

interface MergedRange {
  readonly name: string;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
}

/** Asked row by row, downwards: the merged range that covers the row from above, if any. */
export type FindMerge = (row: number) => { readonly column: number; readonly range: string } | undefined;

const LONGEST_ELEMENT = 256;

/** The ranges stand after all rows in the file, so the sheet is run through once before it is read; as text, which costs little. */
export async function readMergedCells(sheet: Readable): Promise<FindMerge> {
  const ranges: MergedRange[] = [];
  let rest = "";
  sheet.setEncoding("utf8");
  for await (const chunk of sheet) {
    const text: string = rest + chunk;
    const elements = text.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"[^>]*>/g);
    let end = 0;
    for (const element of elements) {
      end = element.index + element[0].length;
      const range = readRange(element[1] ?? "");
      if (range !== undefined && range.bottom > range.top) ranges.push(range);
    }
    rest = text.slice(Math.max(end, text.length - LONGEST_ELEMENT));
  }
  return createFinder(ranges);
}

function readRange(name: string): MergedRange | undefined {
  const [first, last] = name.split(":").map(parseCellReference);
  if (first === undefined || last === undefined) return undefined;
  return { name, top: first.row, bottom: last.row, left: first.column };
}

function createFinder(ranges: MergedRange[]): FindMerge {
  const waiting = ranges.toSorted((one, other) => other.top - one.top);
  let active: MergedRange[] = [];
  return (row) => {
    active = active.filter(({ bottom }) => bottom >= row);
    for (let next = waiting.at(-1); next !== undefined && next.top < row; next = waiting.at(-1)) {
      waiting.pop();
      if (next.bottom >= row) active.push(next);
    }
    const covering = active[0];
    return covering === undefined ? undefined : { column: covering.left, range: covering.name };
  };
}
