/** Reads a table and judges each of its rows: content to be written, or faults. */
import type { Department } from "../department/definition.ts";
import type { RecordContent, RecordInterface } from "../records/record.ts";
import type { TableFormat, TableHeader, TableOutcome, TableRow, TableSheet } from "../tabular/outcomes.ts";
import { readTable } from "../tabular/read-table.ts";
import { TableError } from "../tabular/table-error.ts";
import { toNfkc } from "../text/nfkc.ts";
import { type Column, columnsOf } from "./columns.ts";
import { isExampleRow } from "./example-row.ts";
import { type CellFault, cellFault, type RowFault, type RowWarning, reasons } from "./faults.ts";
import type { ReadBudget } from "./given-cells.ts";
import { statedUnit } from "./heading-unit.ts";
import { createPreparation, type PrepareRow } from "./prepare-row.ts";
import { type Cells, createRowReader, type ReadRow, type RowReading } from "./read-row.ts";
import { createHeadingCount, type HeadingChoices, planReading, readMoneyUnit } from "./reading-plan.ts";
import { type RecordInputs, recordInputs } from "./record-inputs.ts";

export interface TableHead {
  readonly kind: "header";
  readonly format: TableFormat;
  readonly headings: readonly string[];
  readonly origin: TableOrigin;
  /** The heading of a field of the record as it stands in the file. */
  headingOf(field: "code" | "kind"): string;
}

/** Where in the file the rows stand, and what of it is not seen or not read. */
export interface TableOrigin {
  readonly headingRow: number;
  /** Of a workbook. */
  readonly sheet?: TableSheet;
  /** Of amounts, where the rows above the headings state it. */
  readonly moneyUnit?: string;
  /** Of which year and stage amounts were read, where their headings say it. */
  readonly budgets?: readonly ReadBudget[];
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

/** A row that is no record: it is told of, and counts neither as good nor as bad. */
export interface LeftOutRow {
  readonly kind: "left out";
  readonly warnings: readonly RowWarning[];
}

export type JudgedRow =
  | TableHead
  | GoodRow
  | BadRow
  | LeftOutRow
  | { readonly kind: "unreadable"; readonly error: TableError };

export interface TableSource {
  readonly department: Department;
  readonly interfaceName: RecordInterface;
  readonly file: string;
  /** Sheet of a workbook; the first visible one if left out. */
  readonly sheet: string | undefined;
  readonly choices: HeadingChoices;
  /** The source of each row that states none. */
  readonly sourceUrl?: string | undefined;
}

/**
 * The header comes first. What makes the rest of the file unreadable comes last, since rows before it may be written by then.
 * @throws TableError if no row can be read, HubError if its headings are not understood
 */
export async function* judgeRows(source: TableSource): AsyncGenerator<JudgedRow> {
  let judge: ((row: TableRow) => JudgedRow) | undefined;
  let hasRows = false;
  const inputs = recordInputs(source.department, source.interfaceName);
  const columns = columnsOf(inputs);
  const countHeadings = createHeadingCount(columns, source.choices);
  try {
    for await (const outcome of readTable(source.file, {}, { sheet: source.sheet, countHeadings })) {
      if (outcome.kind === "header") {
        const plan = planTable(source, { inputs, columns }, outcome);
        judge = judgeBy(plan);
        yield plan.head;
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

interface TablePlan {
  readonly head: TableHead;
  readonly read: ReadRow;
  readonly prepare: PrepareRow;
}

function planTable(
  { department, choices, sourceUrl }: TableSource,
  { inputs, columns }: { readonly inputs: RecordInputs; readonly columns: readonly Column[] },
  { format, headings, number: headingRow, titles, sheet }: TableHeader,
): TablePlan {
  const moneyUnit = readMoneyUnit(statedUnit(titles));
  const plan = planReading(headings, columns, { ...choices, moneyUnit, titles });
  const { cells, prepare } = createPreparation(plan.cells, columns, sourceUrl);
  const headingOf = (field: string) => cells.find(({ path }) => path.join() === field)?.heading ?? field;
  const origin = {
    headingRow,
    ...(sheet ? { sheet } : {}),
    ...(moneyUnit === undefined ? {} : { moneyUnit }),
    ...(plan.budgets.length > 0 ? { budgets: plan.budgets } : {}),
  };
  const head: TableHead = { kind: "header", format, headings, origin, headingOf };
  return { head, prepare, read: createRowReader(department, { inputs, columns, cells }) };
}

/** Codes are remembered with their rows: the second row of a code is a mistake that only a person can settle. */
function judgeBy({ head: { headingOf }, read, prepare }: TablePlan): (row: TableRow) => JudgedRow {
  const rowsByCode = new Map<string, number>();
  return (table) => {
    const { number: row } = table;
    const left = findLeftOut(table, headingOf("code"));
    if (left) return { kind: "left out", warnings: [{ row, ...left }] };
    const { cells, faults, warnings } = prepare(table);
    const lone = findLone(table);
    const reading = lone ? loneReading(lone, warnings) : withFindings(read(cells), { faults, warnings });
    const code = reading.kind === "content" ? reading.content.contract.code : reading.code;
    const first = code === undefined ? undefined : rowsByCode.get(code);
    if (code !== undefined && first === undefined) rowsByCode.set(code, row);
    const repeated =
      first === undefined ? [] : [cellFault(headingOf("code"), code ?? "", reasons.duplicateCode(first))];
    return judged({ row, cells }, reading, repeated);
  };
}

function findLeftOut(table: TableRow, codeHeading: string): CellFault | undefined {
  const code = table.cells.get(codeHeading) ?? "";
  if (isExampleRow(code)) return cellFault(codeHeading, code, reasons.exampleRow());
  const total = findTotal(table);
  return total && cellFault(...total, reasons.totalRow());
}

/** A sum is no measure: the first cell of its row says so. */
function findTotal({ cells }: TableRow): readonly [string, string] | undefined {
  const [first] = filled(cells);
  return first && /^(?:[小中合総累]?計|[合総]計額?)$/u.test(toNfkc(first[1]).replaceAll(/\s+/gu, ""))
    ? first
    : undefined;
}

/** A row of one cell in a table of several is the name of a section, or has lost its other cells: only a person can tell. */
function findLone({ cells }: TableRow): readonly [string, string] | undefined {
  const [first, ...others] = filled(cells);
  return cells.size > 2 && others.length === 0 ? first : undefined;
}

function filled(cells: Cells): readonly (readonly [string, string])[] {
  return [...cells].filter(([, text]) => text.trim() !== "");
}

function loneReading([heading, text]: readonly [string, string], warnings: readonly CellFault[]): RowReading {
  return { kind: "faulty", faults: [cellFault(heading, text, reasons.loneCell())], warnings, code: undefined };
}

interface Found {
  readonly faults: readonly CellFault[];
  readonly warnings: readonly CellFault[];
}

function withFindings(reading: RowReading, found: Found): RowReading {
  const warnings = [...found.warnings, ...reading.warnings];
  if (reading.kind === "faulty") return { ...reading, faults: [...found.faults, ...reading.faults], warnings };
  if (found.faults.length === 0) return { ...reading, warnings };
  return { kind: "faulty", faults: found.faults, warnings, code: reading.content.contract.code };
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
