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
  let isFound = false;
  for await (const row of rows) {
    if (isFound) yield row;
    else if (looked.push(row) === mostRows || isPlainHeader(row, countHeadings)) {
      isFound = true;
      yield* divide(looked, countHeadings);
    }
  }
  if (!isFound && looked.length > 0) yield* divide(looked, countHeadings);
}

/** Without a count, any row; with one, a row in which all cells are headings, as the first of a tidy table. */
function isPlainHeader(row: RawRow, countHeadings: CountHeadings | undefined): boolean {
  if (countHeadings === undefined) return true;
  const cells = filledCells(row);
  return cells.length > 1 && countHeadings(headingCells(row)) === cells.length;
}

function* divide(rows: readonly RawRow[], countHeadings: CountHeadings | undefined): Generator<FoundHeader | RawRow> {
  const counts = rows.map((row) => countHeadings?.(headingCells(row)) ?? 0);
  const at = counts.indexOf(Math.max(...counts));
  const [above, header, below] = [rows.slice(0, at), rows[at], rows.slice(at + 1)];
  if (header === undefined) return;
  yield { header, titles: above.flatMap(filledCells) };
  yield* below;
}

function filledCells({ cells }: RawRow): readonly string[] {
  return cells.filter((cell) => cell !== undefined && cell.trim() !== "").map((cell) => cell?.trim() ?? "");
}

function headingCells(row: RawRow): readonly string[] {
  return filledCells(row).filter((cell) => cell.length <= longestHeading);
}
