/** The first row of a table: the headings by which every later cell is named. */
import { shorten } from "../values/shorten.ts";
import type { TableLimits } from "./limits.ts";
import type { RawRow } from "./raw-row.ts";
import { TableError } from "./table-error.ts";

/** Trimmed, without the blank columns at the end that spreadsheets leave behind. Throws TableError if they cannot name the cells. */
export function readHeadings(row: RawRow, limits: TableLimits): readonly string[] {
  const headings = Array.from(row.cells, (cell) => (cell ?? "").trim());
  const width = headings.findLastIndex((heading) => heading !== "") + 1;
  if (width === 0) throw new TableError("TABLE_NO_HEADER");
  if (width > limits.maxColumns) throw tooManyColumns(width, limits);
  const repeated = findRepeated(headings);
  if (repeated !== undefined) throw headingRepeated(repeated);
  const long = headings.find((heading) => Buffer.byteLength(heading) > limits.maxCellBytes);
  if (long !== undefined) throw new TableError("TABLE_RECORD_TOO_LONG", { ja: "見出し", en: "a heading" });
  return headings.slice(0, width);
}

function findRepeated(headings: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return headings.find((heading) => heading !== "" && seen.size === seen.add(heading).size);
}

function headingRepeated(heading: string): TableError {
  return new TableError("TABLE_HEADING_REPEATED", { ja: `「${shorten(heading)}」`, en: `"${shorten(heading)}"` });
}

function tooManyColumns(width: number, limits: TableLimits): TableError {
  return new TableError("TABLE_TOO_MANY_COLUMNS", {
    ja: `${width}列。上限は${limits.maxColumns}列`,
    en: `${width} columns; the limit is ${limits.maxColumns}`,
  });
}
