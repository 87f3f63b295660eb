/**
 * The merged ranges of a sheet. Their value is stored in the first cell only, and whether it is meant once or for every row
 * (a section's name) nobody can tell from the file: filling it down would triple an amount of money. So covered rows are rejected.
 */
import type { Readable } from "node:stream";
import { parseCellReference } from "../cell-reference.ts";
import type { TableLimits } from "../limits.ts";
import { tooManyParts } from "./archive.ts";

interface MergedRange {
  readonly name: string;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
}

/** Asked row by row, downwards: the merged range that covers the row from above, if any. */
export type FindMerge = (row: number) => { readonly column: number; readonly range: string } | undefined;

const LONGEST_ELEMENT = 256;

// No value in XML has a "<" in it: an element that does not end is left where the next one begins, and nothing is read twice.
const MERGE_CELL = /<(?:\w{1,64}:)?mergeCell\s([^<>]*)>/g;
const REFERENCE = /(?:^|\s)ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"/;

/** The ranges stand after all rows in the file, so the sheet is run through once before it is read; as text, which costs little. Throws TableError past maxParts. */
export async function readMergedCells(sheet: Readable, limits: TableLimits): Promise<FindMerge> {
  const ranges: MergedRange[] = [];
  let rest = "";
  sheet.setEncoding("utf8");
  for await (const chunk of sheet) {
    const text: string = rest + chunk;
    let end = 0;
    for (const element of text.matchAll(MERGE_CELL)) {
      end = element.index + element[0].length;
      const range = readRange(REFERENCE.exec(element[1] ?? "")?.[1] ?? "");
      if (range === undefined || range.bottom <= range.top) continue;
      if (ranges.length >= limits.maxParts) throw tooManyParts(limits.maxParts);
      ranges.push(range);
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

/** Of the ranges that begin above a row, the one that reaches furthest down covers it, or none does. */
function createFinder(ranges: MergedRange[]): FindMerge {
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
