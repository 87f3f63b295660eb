/** Reads a table and judges each of its rows: content to be written, or faults. */
import type { Department } from "../department/definition.ts";
import type { RecordContent, RecordInterface } from "../records/record.ts";
import type { TableFormat, TableOutcome, TableRow } from "../tabular/outcomes.ts";
import { readTable } from "../tabular/read-table.ts";
import { TableError } from "../tabular/table-error.ts";
import { columnsOf } from "./columns.ts";
import { type CellFault, cellFault, type RowFault, type RowWarning, reasons } from "./faults.ts";
import { type Cells, createRowReader, type ReadRow, type RowReading } from "./read-row.ts";
import { type HeadingChoices, planReading } from "./reading-plan.ts";
import { type RecordInputs, recordInputs } from "./record-inputs.ts";

export type JudgedRow =
  | { readonly kind: "header"; readonly format: TableFormat; readonly headings: readonly string[] }
  | {
      readonly kind: "good";
      readonly content: RecordContent;
      readonly size: number;
      readonly warnings: readonly RowWarning[];
    }
  | {
      readonly kind: "bad";
      readonly cells: Cells;
      readonly faults: readonly RowFault[];
      readonly warnings: readonly RowWarning[];
    }
  | { readonly kind: "unreadable"; readonly error: TableError };

export interface TableSource {
  readonly department: Department;
  readonly interfaceName: RecordInterface;
  readonly file: string;
  /** Sheet of a workbook; the first visible one if left out. */
  readonly sheet: string | undefined;
  readonly choices: HeadingChoices;
}

/**
 * The header comes first. What makes the rest of the file unreadable comes last, since rows before it may be written by then.
 * @throws TableError if there is no header, HubError if its headings are not understood
 */
export async function* judgeRows(source: TableSource): AsyncGenerator<JudgedRow> {
  const inputs = recordInputs(source.department, source.interfaceName);
  let read: ((row: TableRow) => JudgedRow) | undefined;
  try {
    for await (const outcome of readTable(source.file, {}, source.sheet)) {
      if (outcome.kind === "header") {
        read = judgeBy(rowReader(source, inputs, outcome.headings));
        yield { kind: "header", format: outcome.format, headings: outcome.headings };
      } else {
        yield outcome.kind === "row" && read ? read(outcome) : unread(outcome);
      }
    }
  } catch (error) {
    if (read === undefined || !(error instanceof TableError)) throw error;
    yield { kind: "unreadable", error };
  }
}

function rowReader({ department, choices }: TableSource, inputs: RecordInputs, headings: readonly string[]): ReadRow {
  const columns = columnsOf(inputs);
  return createRowReader(department, { inputs, columns, cells: planReading(headings, columns, choices) });
}

/** Codes are remembered with their rows: the second row of a code is a mistake that only a person can settle. */
function judgeBy(read: ReadRow): (row: TableRow) => JudgedRow {
  const rowsByCode = new Map<string, number>();
  return ({ number, cells }) => {
    const reading = read(cells);
    const code = reading.kind === "content" ? reading.content.contract.code : reading.code;
    const first = code === undefined ? undefined : rowsByCode.get(code);
    if (code !== undefined && first === undefined) rowsByCode.set(code, number);
    const repeated = first === undefined ? [] : [cellFault("code", code ?? "", reasons.duplicateCode(first))];
    return judged(reading, number, cells, repeated);
  };
}

function judged(reading: RowReading, row: number, cells: Cells, repeated: readonly CellFault[]): JudgedRow {
  const warnings = reading.warnings.map((warning) => ({ row, ...warning }));
  if (reading.kind === "content" && repeated.length === 0) {
    return { kind: "good", content: reading.content, size: sizeOf(cells), warnings };
  }
  const faults = reading.kind === "faulty" ? [...reading.faults, ...repeated] : repeated;
  return { kind: "bad", cells, faults: faults.map((fault) => ({ row, ...fault })), warnings };
}

function sizeOf(cells: Cells): number {
  let size = 0;
  for (const cell of cells.values()) size += cell.length;
  return size;
}

/** A row that the reader of the file itself could not make out. */
function unread(outcome: TableOutcome): JudgedRow {
  if (outcome.kind !== "rejected") throw new TypeError("a table has one header, and it comes first");
  const { number: row, column, value, reason, cells } = outcome;
  return { kind: "bad", cells, faults: [{ row, column, value, reason }], warnings: [] };
}
