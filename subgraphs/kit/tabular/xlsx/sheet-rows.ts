/** Turns the events of a sheet's XML into raw rows. */
import type { Reason } from "../../values/outcome.ts";
import { parseCellReference } from "../cell-reference.ts";
import type { TableLimits } from "../limits.ts";
import type { CellNote, RawRow, RawSheet } from "../raw-row.ts";
import { mergedCell, noHeading } from "../row-reasons.ts";
import { TableError } from "../table-error.ts";
import { isSwitchedOn } from "./cell-formats.ts";
import { readCellText, type SheetContext } from "./cell-text.ts";
import type { SheetMarks } from "./sheet-marks.ts";
import { createTextRun } from "./text-run.ts";
import type { Attributes, XmlSink } from "./xml-parts.ts";

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  hasFormula: boolean;
  formula: string;
}

interface OpenRow {
  readonly number: number;
  readonly cells: string[];
  readonly isHidden: boolean;
  readonly notes: (CellNote & { readonly column: number })[];
  readonly links: Map<number, string>;
  readonly sheet: RawSheet;
  fault?: { readonly column: number; readonly reason: Reason };
}

const LAST_COLUMN = 16_383;

interface Sheet extends SheetMarks {
  readonly name: string;
  readonly others: RawSheet["others"];
}

/** `takeRows` gives the rows completed since it was last called. */
export function createSheetSink(
  context: SheetContext,
  { name: sheetName, others, findMerge, links }: Sheet,
  limits: TableLimits,
): Required<XmlSink> & { takeRows(): readonly RawRow[] } {
  const run = createTextRun(limits.maxCellBytes);
  let rows: RawRow[] = [];
  const hiddenColumns: number[] = [];
  const sheet: RawSheet = { name: sheetName, others, hiddenColumns };
  let row = openRow({}, -1, sheet);
  let cell: OpenCell | undefined;
  let inFormula = false;

  function closeCell({ column, formula, ...stored }: OpenCell): void {
    const isStruck = run.isStruck();
    const { text, reason, note } = readCellText({ ...stored, isStruck, stored: run.take() }, context);
    const link = links.get(row.number)?.get(column) ?? linkOf(formula);
    if (link !== undefined) row.links.set(column, link);
    if (note !== undefined) row.notes.push({ column, ...note });
    // A cell far to the right would make its row as long as a sheet is wide; only the headings are counted to their end.
    if (text !== "" && column > limits.maxColumns && row.number > 1) row.fault ??= { column, reason: noHeading() };
    else if (text !== "") row.cells[column] = text;
    if (reason !== undefined) row.fault ??= { column, reason };
  }

  function closeRow(): void {
    const merge = findMerge(row.number);
    if (merge !== undefined && row.number > 1) row.fault ??= { column: merge.column, reason: mergedCell(merge.range) };
    rows.push(row);
  }

  return {
    open(name, attributes) {
      if (name === "col") hiddenColumns.push(...hiddenIn(attributes, limits));
      else if (name === "row") row = openRow(attributes, row.number, sheet);
      else if (name === "c") cell = openCell(attributes, cell === undefined ? -1 : cell.column);
      else if (name === "f" && cell !== undefined) cell.hasFormula = true;
      inFormula = name === "f";
      run.open(name, attributes);
    },
    text(text) {
      if (inFormula && cell !== undefined && cell.formula.length < LONGEST_LINK) cell.formula += text;
      run.text(text);
    },
    close(name) {
      inFormula = false;
      run.close(name);
      if (name === "c" && cell !== undefined) closeCell(cell);
      if (name !== "row") return;
      cell = undefined;
      closeRow();
    },
    takeRows() {
      const taken = rows;
      rows = [];
      return taken;
    },
  };
}

// Both numbers may be left out; then a row or cell follows the one before it.
function openRow(attributes: Attributes, previous: number, sheet: RawSheet): OpenRow {
  const number = attributes["r"] === undefined ? previous + 1 : Number(attributes["r"]);
  if (!Number.isSafeInteger(number) || number <= previous) throw damagedAt(String(attributes["r"]));
  return { number, cells: [], isHidden: isHidden(attributes, "ht"), notes: [], links: new Map(), sheet };
}

/** Also what is drawn with no height or width. */
function isHidden(attributes: Attributes, size: "ht" | "width"): boolean {
  return isSwitchedOn(attributes["hidden"] ?? "0") || Number(attributes[size] ?? 1) === 0;
}

function hiddenIn(attributes: Attributes, { maxColumns }: TableLimits): readonly number[] {
  const [first, last] = [Number(attributes["min"]), Math.min(Number(attributes["max"]), maxColumns)];
  if (!isHidden(attributes, "width") || !(last >= first && first > 0)) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => first - 1 + index);
}

const LONGEST_LINK = 2_048;

/** `=HYPERLINK("https://…","words")`: an address that is put together has none that could be read here. */
function linkOf(formula: string): string | undefined {
  return /^\s*HYPERLINK\(\s*"(https?:[^"]*)"\s*[,)]/iu.exec(formula)?.[1];
}

function openCell(attributes: Attributes, previous: number): OpenCell {
  const reference = attributes["r"];
  const column = reference === undefined ? previous + 1 : parseCellReference(reference)?.column;
  if (column === undefined || column > LAST_COLUMN) throw damagedAt(String(reference));
  return { column, type: attributes["t"] ?? "n", style: Number(attributes["s"] ?? 0), hasFormula: false, formula: "" };
}

function damagedAt(reference: string): TableError {
  return new TableError("TABLE_XLSX_DAMAGED", { ja: `位置 ${reference}`, en: `position ${reference}` });
}
