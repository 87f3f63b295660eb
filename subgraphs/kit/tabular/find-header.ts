/** Finds the row of the headings: titles, units and dates often stand above it. */
import type { RawRow } from "./raw-row.ts";

/** How many of the cells are headings that are known. */
export type CountHeadings = (cells: readonly string[]) => number;

export interface FoundHeader {
  readonly header: RawRow;
  /** What stands in the rows above it. */
  readonly titles: readonly string[];
}

/** Looked at from the top; titles of more rows are no titles. */
const mostRows = 20;

/** A longer cell is no heading. */
const longestHeading = 200;

/** The row with the most headings comes first, and then those below it. Without a count, or where none is known, it is the first. */
export async function* withHeaderFirst(
  rows: AsyncIterable<RawRow>,
  countHeadings: CountHeadings | undefined,
): AsyncGenerator<FoundHeader | RawRow> {
  const looked: RawRow[] = [];
  let plain: number | undefined;
  let isFound = false;
  for await (const row of rows) {
    if (isFound) yield row;
    // One row more than the headings: they may go on in it.
    else if (looked.push(row) > mostRows || plain !== undefined) {
      isFound = true;
      yield* divide(looked, plain ?? richest(looked.slice(0, mostRows), countHeadings), countHeadings);
    } else if (isPlainHeader(row, countHeadings)) plain = looked.length - 1;
  }
  if (!isFound && looked.length > 0) yield* divide(looked, plain ?? richest(looked, countHeadings), countHeadings);
}

/** The first of those with the most headings. */
function richest(rows: readonly RawRow[], countHeadings: CountHeadings | undefined): number {
  const counts = rows.map((row) => countHeadings?.(headingCells(row)) ?? 0);
  return counts.indexOf(Math.max(...counts));
}

/** Without a count, any row; with one, a row in which all cells are headings, as the first of a tidy table. */
function isPlainHeader(row: RawRow, countHeadings: CountHeadings | undefined): boolean {
  if (countHeadings === undefined) return true;
  const cells = filledCells(row);
  return cells.length > 1 && countHeadings(headingCells(row)) === cells.length;
}

function* divide(
  rows: readonly RawRow[],
  at: number,
  countHeadings: CountHeadings = () => 0,
): Generator<FoundHeader | RawRow> {
  const [above, header, next, below] = [rows.slice(0, at), rows[at], rows[at + 1], rows.slice(at + 2)];
  if (header === undefined) return;
  const both = next && joinHeadings(header, next);
  const joined = both && countHeadings(headingCells(both)) > countHeadings(headingCells(header)) ? both : undefined;
  yield { header: joined ?? header, titles: above.flatMap(filledCells) };
  if (next && !joined) yield next;
  yield* below;
}

/**
 * Headings of two rows: a name above several columns, and below it what each of them is. The lower row then has cells only
 * below such names, at least one of them where the upper row has none; a row of data would fill other columns as well, and would
 * make no more of the headings known.
 */
function joinHeadings(header: RawRow, next: RawRow): RawRow | undefined {
  const upper = Array.from({ length: Math.max(header.cells.length, next.cells.length) }, (_, at) => cellAt(header, at));
  const groups = groupNames(upper, next);
  const lower = upper.map((_, at) => cellAt(next, at));
  const isBelowNames = lower.every((text, at) => text === "" || groups[at] !== undefined);
  if (!isBelowNames || !lower.some((text, at) => text !== "" && upper[at] === "")) return undefined;
  const cells = upper.map((text, at) => (lower[at] === "" ? text : `${groups[at]} ${lower[at]}`));
  return { ...header, cells };
}

/** The name that a column stands under, if it is one of several columns under it. */
function groupNames(upper: readonly string[], next: RawRow): readonly (string | undefined)[] {
  const names: (string | undefined)[] = [];
  for (const [at, text] of upper.entries()) {
    const isNamed = text !== "";
    const continues = at + 1 < upper.length && upper[at + 1] === "" && cellAt(next, at + 1) !== "";
    if (isNamed) names.push(continues ? text : undefined);
    else names.push(cellAt(next, at) === "" ? undefined : names.at(-1));
  }
  return names;
}

function cellAt({ cells }: RawRow, at: number): string {
  return cells[at]?.trim() ?? "";
}

function filledCells({ cells }: RawRow): readonly string[] {
  return cells.filter((cell) => cell !== undefined && cell.trim() !== "").map((cell) => cell?.trim() ?? "");
}

function headingCells(row: RawRow): readonly string[] {
  return filledCells(row).filter((cell) => cell.length <= longestHeading);
}
