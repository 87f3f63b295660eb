/** Writes a workbook that an office can fill, filter and print: headings that stay, lists to choose from, pages as wide as the paper. */
import type { SheetPage } from "./workbook-pages.ts";
import { pageFeature } from "./workbook-pages.ts";

export type WrittenCell = string | number | Date | { readonly value: number; readonly format: string } | null;

export interface WrittenSheet extends SheetPage {
  /** In characters. */
  readonly widths: readonly number[];
  /** Of which those down to the heading row stay in sight. */
  readonly rows: readonly (readonly WrittenCell[])[];
}

export async function writeWorkbook(sheets: readonly WrittenSheet[]): Promise<Buffer> {
  // Nobody should wait at a start for what is asked for once a month.
  const { default: writeExcelFile } = await import("write-excel-file/node");
  const written = sheets.map(({ name, widths, rows, headingRow }) => ({
    sheet: name,
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: headingRow,
    data: rows.map((cells, index) => cells.map((cell) => toCell(cell, index + 1, headingRow))),
  }));
  return writeExcelFile(written, { features: [pageFeature(sheets)] }).toBuffer();
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
  if (cell instanceof Date) return { value: cell, type: Date, format: "yyyy-mm-dd", alignVertical };
  if (typeof cell === "string") return { value: writable(cell), type: String, wrap: true, alignVertical };
  const { value, format } = typeof cell === "number" ? { value: cell, format: formatFor(cell) } : cell;
  return { value, type: Number, format, alignVertical };
}

function formatFor(value: number): string {
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
