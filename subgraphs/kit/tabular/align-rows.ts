/** Holds raw rows against the header: a row that fits becomes cells by heading, one that does not is rejected with the reason. */
import type { Reason } from "../values/outcome.ts";
import { shorten } from "../values/shorten.ts";
import { columnLetters } from "./cell-reference.ts";
import { type CountHeadings, type FoundHeader, withHeaderFirst } from "./find-header.ts";
import { readHeadings } from "./headings.ts";
import type { TableLimits } from "./limits.ts";
import type { RejectedRow, TableFormat, TableHeader, TableOutcome, TableRow } from "./outcomes.ts";
import type { RawRow } from "./raw-row.ts";
import { cellTooLong, noHeading, tooFewCells } from "./row-reasons.ts";
import { TableError } from "./table-error.ts";

interface Finding {
  readonly column: number;
  readonly reason: Reason;
}

/** Rows without a single filled cell are skipped: spreadsheets leave them behind, and they say nothing. */
export async function* alignRows(
  rows: AsyncIterable<RawRow>,
  format: TableFormat,
  { limits, countHeadings }: AlignOptions,
): AsyncGenerator<TableOutcome> {
  let headings: readonly string[] | undefined;
  for await (const row of withHeaderFirst(rows, countHeadings)) {
    if ("titles" in row) {
      headings = readHeadings(row.header, limits);
      yield toHeader(row, headings, format);
    } else if (headings !== undefined && isFilled(row)) yield alignRow(row, headings, format, limits);
  }
  if (headings === undefined) throw new TableError("TABLE_EMPTY");
}

interface AlignOptions {
  readonly limits: TableLimits;
  readonly countHeadings: CountHeadings | undefined;
}

function isFilled(row: RawRow): boolean {
  return row.fault !== undefined || row.cells.some((cell) => cell !== undefined && cell !== "");
}

function toHeader({ header, titles }: FoundHeader, headings: readonly string[], format: TableFormat): TableHeader {
  const { number, sheet } = header;
  const common = { kind: "header", number, format, headings, titles } as const;
  if (sheet === undefined) return common;
  const hiddenHeadings = sheet.hiddenColumns
    .map((column) => headings[column] ?? "")
    .filter((heading) => heading !== "");
  return { ...common, sheet: { name: sheet.name, others: sheet.others, hiddenHeadings } };
}

function alignRow(
  row: RawRow,
  headings: readonly string[],
  format: TableFormat,
  limits: TableLimits,
): TableRow | RejectedRow {
  const finding = row.fault ?? findLongCell(row, limits) ?? findMisfit(row, headings, format);
  if (finding === undefined) return toRow(row, headings);
  const cells = row.cells.map((cell) => (cell !== undefined && isLong(cell, limits) ? shorten(cell) : cell));
  return {
    kind: "rejected",
    number: row.number,
    column: headings[finding.column] || columnLetters(finding.column),
    value: shorten(row.cells[finding.column] ?? ""),
    reason: finding.reason,
    cells: cellsByHeading({ number: row.number, cells }, headings),
  };
}

function toRow(row: RawRow, headings: readonly string[]): TableRow {
  const notes = (row.notes ?? []).map(({ column, ...note }) => ({ heading: headings[column] ?? "", ...note }));
  const links = [...(row.links ?? [])].map(([column, link]) => [headings[column] ?? "", link] as const);
  return {
    kind: "row",
    number: row.number,
    cells: cellsByHeading(row, headings),
    notes,
    links: new Map(links),
    isHidden: row.isHidden === true,
  };
}

function findLongCell(row: RawRow, limits: TableLimits): Finding | undefined {
  const column = row.cells.findIndex((cell) => cell !== undefined && isLong(cell, limits));
  if (column === -1) return undefined;
  return { column, reason: cellTooLong(Buffer.byteLength(row.cells[column] ?? ""), limits.maxCellBytes) };
}

// A code unit is three bytes at most, so nearly every cell is passed without being measured.
function isLong(cell: string, limits: TableLimits): boolean {
  return cell.length * 3 > limits.maxCellBytes && Buffer.byteLength(cell) > limits.maxCellBytes;
}

// A CSV row that is short has lost a comma, and every cell after it may stand in the wrong column; a workbook only omits empty cells.
function findMisfit(row: RawRow, headings: readonly string[], format: TableFormat): Finding | undefined {
  const stray = row.cells.findIndex((cell, column) => cell !== undefined && cell !== "" && !headings[column]);
  if (stray !== -1) return { column: stray, reason: noHeading() };
  if (format === "xlsx" || row.cells.length >= headings.length) return undefined;
  return { column: row.cells.length, reason: tooFewCells(row.cells.length, headings.length) };
}

function cellsByHeading(row: RawRow, headings: readonly string[]): ReadonlyMap<string, string> {
  const cells = new Map<string, string>();
  headings.forEach((heading, column) => {
    if (heading !== "") cells.set(heading, row.cells[column] ?? "");
  });
  return cells;
}
