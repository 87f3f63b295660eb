/** Reads a table and judges each of its rows: content to be written, or faults. */
import type { Department } from "../department/definition.ts";
import type { RecordContent, RecordInterface } from "../records/record.ts";
import type { TableFormat, TableHeader, TableOutcome, TableRow } from "../tabular/outcomes.ts";
import { readTable } from "../tabular/read-table.ts";
import { TableError } from "../tabular/table-error.ts";
import { columnsOf } from "./columns.ts";
import { type CellFault, cellFault, type RowFault, type RowWarning, reasons } from "./faults.ts";
import { type Cells, createRowReader, type ReadRow, type RowReading } from "./read-row.ts";
import { type HeadingChoices, planReading } from "./reading-plan.ts";
import { recordInputs } from "./record-inputs.ts";

export interface TableHead {
  readonly kind: "header";
  readonly format: TableFormat;
  readonly headings: readonly string[];
  /** The heading of a field of the record as it stands in the file. */
  headingOf(field: "code" | "kind"): string;
}

export interface GoodRow {
  readonly kind: "good";
  readonly row: number;
  readonly content: RecordContent;
  readonly cells: Cells;
  readonly warnings: readonly RowWarning[];
}

export interface BadRow {
  readonly kind: "bad";
  readonly cells: Cells;
  readonly faults: readonly RowFault[];
  readonly warnings: readonly RowWarning[];
}

export type JudgedRow = TableHead | GoodRow | BadRow | { readonly kind: "unreadable"; readonly error: TableError };

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
 * @throws TableError if no row can be read, HubError if its headings are not understood
 */
export async function* judgeRows(source: TableSource): AsyncGenerator<JudgedRow> {
  let judge: ((row: TableRow) => JudgedRow) | undefined;
  let hasRows = false;
  try {
    for await (const outcome of readTable(source.file, {}, source.sheet)) {
      if (outcome.kind === "header") {
        const { read, head } = planTable(source, outcome);
        judge = judgeBy(read, head);
        yield head;
      } else {
        hasRows = true;
        yield outcome.kind === "row" && judge ? judge(outcome) : unread(outcome);
      }
    }
  } catch (error) {
    if (!hasRows || !(error instanceof TableError)) throw error;
    yield { kind: "unreadable", error };
  }
}

function planTable({ department, interfaceName, choices }: TableSource, { format, headings }: TableHeader) {
  const inputs = recordInputs(department, interfaceName);
  const columns = columnsOf(inputs);
  const cells = planReading(headings, columns, choices);
  const headingOf = (field: string) => cells.find(({ path }) => path.join() === field)?.heading ?? field;
  const head: TableHead = { kind: "header", format, headings, headingOf };
  return { head, read: createRowReader(department, { inputs, columns, cells }) };
}

/** Codes are remembered with their rows: the second row of a code is a mistake that only a person can settle. */
function judgeBy(read: ReadRow, { headingOf }: TableHead): (row: TableRow) => JudgedRow {
  const rowsByCode = new Map<string, number>();
  return ({ number: row, cells }) => {
    const reading = read(cells);
    const code = reading.kind === "content" ? reading.content.contract.code : reading.code;
    const first = code === undefined ? undefined : rowsByCode.get(code);
    if (code !== undefined && first === undefined) rowsByCode.set(code, row);
    const repeated =
      first === undefined ? [] : [cellFault(headingOf("code"), code ?? "", reasons.duplicateCode(first))];
    return judged({ row, cells }, reading, repeated);
  };
}

function judged(
  { row, cells }: { readonly row: number; readonly cells: Cells },
  reading: RowReading,
  repeated: readonly CellFault[],
): JudgedRow {
  const warnings = reading.warnings.map((warning) => ({ row, ...warning }));
  if (reading.kind === "content" && repeated.length === 0) {
    return { kind: "good", row, content: reading.content, cells, warnings };
  }
  const faults = reading.kind === "faulty" ? [...reading.faults, ...repeated] : repeated;
  return { kind: "bad", cells, faults: faults.map((fault) => ({ row, ...fault })), warnings };
}

/** A row that the reader of the file itself could not make out. */
function unread(outcome: TableOutcome): JudgedRow {
  if (outcome.kind !== "rejected") throw new TypeError("a table has one header, and it comes first");
  const { number: row, column, value, reason, cells } = outcome;
  return { kind: "bad", cells, faults: [{ row, column, value, reason }], warnings: [] };
}
