/** One cell's stored value as the text a person would read in it. */
import type { Reason } from "../../values/outcome.ts";
import { excelError, formulaWithoutResult } from "../row-reasons.ts";
import { TableError } from "../table-error.ts";
import type { CellFormat } from "./cell-formats.ts";
import { formatExcelDate } from "./excel-date.ts";
import type { StringTable } from "./string-table.ts";

export interface StoredCell {
  /** The attribute `t`: s shared, str and inlineStr own text, b boolean, e error, d ISO date, n number. */
  readonly type: string;
  readonly style: number;
  readonly stored: string;
  readonly hasFormula: boolean;
}

export interface SheetContext {
  readonly strings: StringTable;
  readonly formats: readonly CellFormat[];
  readonly from1904: boolean;
}

/** Throws TableError if the cell points to a shared text that is not there. */
export function readCellText(cell: StoredCell, context: SheetContext): { text: string; reason?: Reason } {
  const { type, stored } = cell;
  if (type === "e") return { text: stored, reason: excelError(stored) };
  if (stored === "" && cell.hasFormula && type !== "str") return { text: "", reason: formulaWithoutResult() };
  if (type === "s") return { text: sharedText(stored, context.strings) };
  if (type === "b") return { text: stored === "1" ? "TRUE" : "FALSE" };
  if (type === "d") return { text: stored.replace(/T00:00:00(?:\.0+)?Z?$/u, "").replace("T", " ") };
  return { text: type === "n" ? numberText(cell, context) : stored };
}

function sharedText(stored: string, strings: StringTable): string {
  const text = stored === "" ? "" : strings.at(Number(stored));
  if (text === undefined) throw new TableError("TABLE_XLSX_DAMAGED", { ja: "共有文字列", en: "shared strings" });
  return text;
}

function numberText({ stored, style }: StoredCell, context: SheetContext): string {
  const value = Number(stored);
  if (stored === "" || Number.isNaN(value)) return stored;
  const format = context.formats[style];
  if (format?.kind === "date") return formatExcelDate(value, context.from1904) ?? plainNumber(value);
  return format?.kind === "padded" ? plainNumber(value).padStart(format.digits, "0") : plainNumber(value);
}

// Excel computes and shows 15 digits; the file has the 17 of the binary number (0.30000000000000004).
function plainNumber(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : String(Number(value.toPrecision(15)));
}
