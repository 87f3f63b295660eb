/** Turns the events of a sheet's XML into raw rows. */
import type { Reason } from "../../values/outcome.ts";
import { parseCellReference } from "../cell-reference.ts";
import type { TableLimits } from "../limits.ts";
import type { RawRow } from "../raw-row.ts";
import { mergedCell, noHeading } from "../row-reasons.ts";
import { TableError } from "../table-error.ts";
import { readCellText, type SheetContext } from "./cell-text.ts";
import type { FindMerge } from "./merged-cells.ts";
import { createTextRun } from "./text-run.ts";
import type { Attributes, XmlSink } from "./xml-parts.ts";

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  hasFormula: boolean;
}

interface OpenRow {
  readonly number: number;
  readonly cells: string[];
  fault?: { readonly column: number; readonly reason: Reason };
}

const LAST_COLUMN = 16_383;

/** `takeRows` gives the rows completed since it was last called. */
export function createSheetSink(
  context: SheetContext,
  findMerge: FindMerge,
  limits: TableLimits,
): Required<XmlSink> & { takeRows(): readonly RawRow[] } {
  const run = createTextRun(limits.maxCellBytes);
  let rows: RawRow[] = [];
  let row: OpenRow = { number: 0, cells: [] };
  let cell: OpenCell | undefined;

  function closeCell({ column, ...stored }: OpenCell): void {
    const { text, reason } = readCellText({ ...stored, stored: run.take() }, context);
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
      if (name === "row") row = openRow(attributes, row.number);
      else if (name === "c") cell = openCell(attributes, cell === undefined ? -1 : cell.column);
      else if (name === "f" && cell !== undefined) cell.hasFormula = true;
      run.open(name);
    },
    text: run.text,
    close(name) {
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
function openRow(attributes: Attributes, previous: number): OpenRow {
  const number = attributes["r"] === undefined ? previous + 1 : Number(attributes["r"]);
  if (!Number.isSafeInteger(number) || number <= previous) throw damagedAt(String(attributes["r"]));
  return { number, cells: [] };
}

function openCell(attributes: Attributes, previous: number): OpenCell {
  const reference = attributes["r"];
  const column = reference === undefined ? previous + 1 : parseCellReference(reference)?.column;
  if (column === undefined || column > LAST_COLUMN) throw damagedAt(String(reference));
  return { column, type: attributes["t"] ?? "n", style: Number(attributes["s"] ?? 0), hasFormula: false };
}

function damagedAt(reference: string): TableError {
  return new TableError("TABLE_XLSX_DAMAGED", { ja: `位置 ${reference}`, en: `position ${reference}` });
}
