/** One cell's stored value as the text a person would read in it. */
import type { Reason } from "../../values/outcome.ts";
import type { CellNote } from "../raw-row.ts";
import {
  dateInPart,
  excelError,
  formatUnknown,
  formulaWithoutResult,
  shownInPart,
  shownScaled,
  struckThrough,
} from "../row-reasons.ts";
import { TableError } from "../table-error.ts";
import { type CellFormat, generalFormat } from "./cell-formats.ts";
import { plainText } from "./number-format/decimal.ts";
import type { Token } from "./number-format/parse-format.ts";
import { isDateFormat, showDate } from "./number-format/show-date.ts";
import { showNumber, textOf } from "./number-format/show-number.ts";
import type { SharedStrings } from "./shared-strings.ts";

export interface StoredCell {
  /** The attribute `t`: s shared, str and inlineStr own text, b boolean, e error, d ISO date, n number. */
  readonly type: string;
  readonly style: number;
  readonly stored: string;
  readonly hasFormula: boolean;
  /** Whether a piece of its own text is struck through. */
  readonly isStruck: boolean;
}

export interface SheetContext {
  readonly strings: SharedStrings;
  readonly formats: readonly CellFormat[];
  readonly from1904: boolean;
}

export interface CellText {
  readonly text: string;
  /** Why the cell cannot be taken. */
  readonly reason?: Reason;
  /** What a person should know of a cell that is taken. */
  readonly note?: CellNote;
}

/** What a person sees is what is meant. Throws TableError if the cell points to a shared text that is not there. */
export function readCellText(cell: StoredCell, context: SheetContext): CellText {
  const shown = showCell(cell, context);
  const isStruck = cell.isStruck || context.formats[cell.style]?.isStruck === true || isStruckString(cell, context);
  return isStruck && shown.text !== "" ? { text: shown.text, reason: struckThrough() } : shown;
}

function showCell(cell: StoredCell, context: SheetContext): CellText {
  const { type, stored } = cell;
  if (type === "e") return { text: stored, reason: excelError(stored) };
  if (stored === "" && cell.hasFormula && type !== "str") return { text: "", reason: formulaWithoutResult() };
  if (type === "s") return { text: withWords(sharedText(stored, context.strings), cell, context) };
  if (type === "b") return { text: stored === "1" ? "TRUE" : "FALSE" };
  if (type === "d") return { text: stored.replace(/T00:00:00(?:\.0+)?Z?$/u, "").replace("T", " ") };
  return type === "n" ? showStoredNumber(cell, context) : { text: withWords(stored, cell, context) };
}

function sharedText(stored: string, strings: SharedStrings): string {
  const text = stored === "" ? "" : strings.at(Number(stored));
  if (text === undefined) throw new TableError("TABLE_XLSX_DAMAGED", { ja: "共有文字列", en: "shared strings" });
  return text;
}

function isStruckString({ type, stored }: StoredCell, { strings }: SheetContext): boolean {
  return type === "s" && strings.isStruck(Number(stored));
}

/** A format may put words around a text: `@"様"`. */
function withWords(text: string, { style }: StoredCell, { formats }: SheetContext): string {
  const section = formats[style]?.sections.find(({ tokens }) => tokens.some(({ kind }) => kind === "text"));
  if (section === undefined || text === "" || section.tokens.every(isBlank)) return text;
  return section.tokens.map((token) => (token.kind === "text" ? text : textOf(token))).join("");
}

function isBlank(token: Token): boolean {
  return token.kind === "text" || textOf(token).trim() === "";
}

function showStoredNumber({ stored, style }: StoredCell, { formats, from1904 }: SheetContext): CellText {
  const value = Number(stored);
  if (stored === "" || Number.isNaN(value)) return { text: stored };
  const { code, sections } = formats[style] ?? generalFormat;
  if (isDateFormat(sections)) {
    const text = showDate(sections, value, from1904);
    return text === undefined ? { text: plainText(value), reason: dateInPart(code) } : { text };
  }
  const shown = showNumber(sections, value);
  if (shown === undefined) return { text: plainText(value), reason: formatUnknown(code) };
  const held = plainText(value);
  if (shown.isScaled) return { text: shown.text, note: { reason: shownScaled(held, shown.text), needsUnit: true } };
  return shown.isWhole ? { text: shown.text } : { text: shown.text, note: { reason: shownInPart(held, shown.text) } };
}
