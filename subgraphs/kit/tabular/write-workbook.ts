/** Writes a workbook that an office can fill, filter and print: headings that stay, lists to choose from, pages as wide as the paper. */
import { rowHeight } from "./row-height.ts";
import type { SheetPage } from "./workbook-pages.ts";
import { pageFeature } from "./workbook-pages.ts";

export type WrittenCell = string | number | Date | FormattedCell | null;

/** A number or a day, with how a spreadsheet shows it. */
type FormattedCell =
  | { readonly value: number; readonly format: string; readonly align?: "left" }
  | { readonly value: Date; readonly format: string };

export interface WrittenSheet extends SheetPage {
  /** In characters. */
  readonly widths: readonly number[];
  /** Of which those down to the heading row stay in sight. */
  readonly rows: readonly (readonly WrittenCell[])[];
}

export async function writeWorkbook(sheets: readonly WrittenSheet[]): Promise<Buffer> {
  // Nobody should wait at a start for what is asked for once a month.
  const { default: writeExcelFile } = await import("write-excel-file/node");
  const written = sheets.map(({ name, widths, rows, headingRow, printedColumns }) => ({
    sheet: name,
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: headingRow,
    data: rows.map((cells, index) =>
      toRow(cells, { widths: widths.slice(0, printedColumns), row: index + 1, headingRow }),
    ),
  }));
  return writeExcelFile(written, { ...font, features: [pageFeature(sheets)] }).toBuffer();
}

/** What offices have; where it is missing, programs take another of its size. */
const font = { fontFamily: "MS PGothic", fontSize: 10 } as const;

interface RowPlace {
  /** Of the columns that make a row higher. */
  readonly widths: readonly number[];
  /** From 1. */
  readonly row: number;
  readonly headingRow: number;
}

function toRow(cells: readonly WrittenCell[], { widths, row, headingRow }: RowPlace) {
  // What stands over the headings runs over the columns beside it.
  const texts = row < headingRow ? [] : cells.slice(0, widths.length);
  const height = rowHeight(
    texts.map((cell) => (typeof cell === "string" ? cell : null)),
    widths,
  );
  return cells.map((cell) => {
    const made = toCell(cell, row, headingRow);
    return made === null ? made : { ...made, height };
  });
}

function toCell(cell: WrittenCell, row: number, headingRow: number) {
  if (row === headingRow && typeof cell === "string") return headingCell(cell);
  return row < headingRow && typeof cell === "string" ? { value: writable(cell), type: String } : bodyCell(cell);
}

function headingCell(value: string) {
  const [top, fill] = ["top" as const, "#E8EEF4"];
  return {
    value: writable(value),
    type: String,
    fontWeight: "bold" as const,
    wrap: true,
    alignVertical: top,
    backgroundColor: fill,
  };
}

function bodyCell(cell: WrittenCell) {
  if (cell === null || cell === "") return null;
  const alignVertical = "top" as const;
  if (cell instanceof Date) return dayCell(cell, "yyyy-mm-dd");
  if (typeof cell === "string") return { value: writable(cell), type: String, wrap: true, alignVertical };
  if (typeof cell === "number") return { value: cell, type: Number, format: formatOf(cell), alignVertical };
  if (isDay(cell)) return dayCell(cell.value, cell.format);
  return { ...cell, type: Number, alignVertical };
}

function isDay(cell: FormattedCell): cell is Extract<FormattedCell, { readonly value: Date }> {
  return cell.value instanceof Date;
}

function dayCell(value: Date, format: string) {
  return { value, type: Date, format, alignVertical: "top" as const };
}

export function formatOf(value: number): string {
  return Number.isInteger(value) ? "#,##0" : "0.00";
}

/** XML has no control characters but tab and line ends; what would read like one that is escaped is escaped itself. */
function writable(text: string): string {
  const written = withoutControls(text);
  // The library looks texts up in a plain object, where a few names are taken: it would write another text for them.
  return written in Object.prototype ? `${written} ` : written;
}

function withoutControls(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r]/gu, "")
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/gu, "_x005F_")
    .toWellFormed();
}
