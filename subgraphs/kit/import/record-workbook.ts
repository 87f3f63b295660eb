/** A workbook for an officer: an empty table with an example, or the records that are there, to be corrected and imported again. */
import { isLeafType } from "graphql";
import type { Department } from "../department/definition.ts";
import type { RecordContent, RecordInterface } from "../records/record.ts";
import { columnLetters } from "../tabular/cell-reference.ts";
import { type ListChoice, quoted } from "../tabular/workbook-pages.ts";
import { type WrittenCell, type WrittenSheet, writeWorkbook } from "../tabular/write-workbook.ts";
import { cellsOfRecord, type PlacedCell } from "./cells-of-record.ts";
import { closedListOf } from "./closed-lists.ts";
import { type Column, columnsOf, NUMBER } from "./columns.ts";
import { exampleCell } from "./example-row.ts";
import { recordInputs } from "./record-inputs.ts";
import { type TemplateColumn, templateColumns, toTemplateColumn } from "./template-columns.ts";

interface Wanted {
  readonly department: Department;
  readonly interfaceName: RecordInterface;
  readonly language: "ja" | "en";
  /** Empty for a table to be filled. */
  readonly records: readonly RecordContent[];
}

const sheetNames = { Measure: "施策", TalentResource: "人材シェアリング資源" } as const;
const listSheet = "選択肢";

const titles = {
  ja: "＊は必ず入力します。わからないところは空けるか「不明」と書きます（0 とは書きません）。「記入例」の行は取り込みません。",
  en: "Fill what has ＊. Leave what is not known empty, or write 不明 (never 0). The row 記入例 is an example and is not imported.",
} as const;

/** Row 1 says how to fill the table, row 2 has the headings, and row 3 of a table without records an example. */
const headingRow = 2;

export function writeRecordWorkbook(wanted: Wanted): Promise<Buffer> {
  const { columns, rows } = layOut(wanted);
  const lists = listColumns(columns.map(({ column }) => column));
  const table: WrittenSheet = {
    name: sheetNames[wanted.interfaceName],
    title: `${wanted.department.name.ja} ${sheetNames[wanted.interfaceName]}`,
    headingRow,
    widths: columns.map(({ heading }) => Math.min(30, Math.max(12, heading.length * 1.6))),
    lists: columns.flatMap((column, index) => choiceOf(column, { index, lists, rows: rows.length })),
    rows: [[titles[wanted.language]], columns.map(({ heading }) => heading), ...rows],
  };
  return writeWorkbook([table, toListSheet(lists)]);
}

function layOut({ department, interfaceName, language, records }: Wanted) {
  const inputs = recordInputs(department, interfaceName);
  const known = columnsOf(inputs);
  const cells = records.map((record) => cellsOfRecord(record, known));
  const needed = cells.flat().map((cell) => toTemplateColumn(cell, inputs, language));
  const columns = inOrder([...templateColumns(inputs, language), ...needed], known);
  const example = columns.map((column) => exampleCell(column));
  const rows = cells.map((placed) => toRow(columns, placed));
  return { columns, rows: records.length === 0 ? [example] : rows };
}

function toRow(columns: readonly TemplateColumn[], placed: readonly PlacedCell[]): readonly WrittenCell[] {
  const byPlace = new Map(placed.map(({ column, path, cell }) => [keyOf({ column, path }), cell]));
  return columns.map((column) => byPlace.get(keyOf(column)) ?? null);
}

function keyOf({ column, path }: Pick<TemplateColumn, "column" | "path">): string {
  return `${column.part}.${path.join(".")}`;
}

/** Each place once; entries of a list one after the other, each with its columns. */
function inOrder(columns: readonly TemplateColumn[], known: readonly Column[]): readonly TemplateColumn[] {
  const distinct = [...new Map(columns.map((column) => [keyOf(column), column])).values()];
  const ranks = new Map(distinct.map((column) => [column, rankOf(column, known)]));
  return distinct.sort((one, other) => compare(ranks.get(one) ?? [], ranks.get(other) ?? []));
}

/** The place of the list among the columns, the number of the entry, and so on down to the column itself. */
function rankOf({ column, path }: TemplateColumn, known: readonly Column[]): readonly number[] {
  const ranks = path.flatMap((step, index) => {
    if (typeof step !== "number") return [];
    const prefix = column.path.slice(0, index + 1).join(".");
    const first = known.findIndex(
      (each) => each.part === column.part && `${each.path.join(".")}.`.startsWith(`${prefix}.`),
    );
    return [first, step];
  });
  return [...ranks, known.indexOf(column)];
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((rank, index) => rank !== other[index]);
  return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

interface Listed {
  readonly typeName: string;
  /** Of the first column that takes its values. */
  readonly title: string;
  readonly names: readonly string[];
}

/** Longer ones are no lists that anybody looks through. */
const longestList = 200;

function listColumns(columns: readonly Column[]): readonly Listed[] {
  const lists = columns.flatMap(({ type, ja }): readonly Listed[] => {
    const title = ja.replaceAll(NUMBER, "");
    if (type.name === "Boolean") return [{ typeName: type.name, title: "はい・いいえ", names: ["はい", "いいえ"] }];
    const list = isLeafType(type) ? closedListOf(type) : undefined;
    const codes = list?.codes ?? [];
    if (list === undefined || codes.length > longestList) return [];
    return [{ typeName: type.name, title, names: codes.map((code) => list.nameOf(code)) }];
  });
  return [...new Map(lists.toReversed().map((list) => [list.typeName, list])).values()].toReversed();
}

interface Place {
  readonly index: number;
  readonly lists: readonly Listed[];
  readonly rows: number;
}

function choiceOf({ column }: TemplateColumn, { index, lists, rows }: Place): readonly ListChoice[] {
  const at = lists.findIndex(({ typeName }) => typeName === column.type.name);
  const list = lists[at];
  if (list === undefined || column.kind === "mark") return [];
  const letters = columnLetters(at);
  const source = `${quoted(listSheet)}!$${letters}$2:$${letters}$${list.names.length + 1}`;
  const range = { firstRow: headingRow + 1, lastRow: headingRow + rows + 500 };
  // Several areas of a measure stand in one cell.
  return [{ column: index, source, isStrict: column.kind === "value", ...range }];
}

function toListSheet(lists: readonly Listed[]): WrittenSheet {
  const longest = Math.max(0, ...lists.map(({ names }) => names.length));
  return {
    name: listSheet,
    headingRow: 1,
    widths: lists.map(() => 24),
    rows: [
      lists.map(({ title }) => title),
      ...Array.from({ length: longest }, (_, row) => lists.map(({ names }) => names[row] ?? null)),
    ],
  };
}
