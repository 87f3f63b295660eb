/** The row of a table that shows how it is filled, and is never imported. */
import { isEnumType, isLeafType } from "graphql";
import type { WrittenCell } from "../tabular/write-workbook.ts";
import { toNfkc } from "../text/nfkc.ts";
import { closedListOf } from "./closed-lists.ts";
import { isPercentField } from "./heading-unit.ts";
import { isUrlField } from "./read-value.ts";
import type { TemplateColumn } from "./template-columns.ts";

/** Stands where the code would. */
export const exampleMark = "記入例";

export function isExampleRow(code: string): boolean {
  return toNfkc(code).trim() === exampleMark;
}

/** Begins each of its cells, so that one which is left over in another row is seen. */
const prefix = "例: ";

export function isExampleText(text: string): boolean {
  return text.startsWith(prefix.trim());
}

export function exampleCell({ column, path }: TemplateColumn): WrittenCell {
  const { kind, type, part } = column;
  if (part === "contract" && path.join() === "code") return exampleMark;
  if (kind === "mark") return null;
  const list = isLeafType(type) ? closedListOf(type) : undefined;
  const code = isEnumType(type) ? list?.codes[0] : list?.codes.at(-1);
  const field = String(path.findLast((step) => typeof step === "string") ?? "");
  return `${prefix}${code === undefined ? scalarExample(type.name, field) : list?.nameOf(code)}`;
}

const scalarExamples: Readonly<Record<string, string>> = {
  Yen: "12,000,000",
  Int: "10",
  Float: "10",
  Boolean: "はい",
  Date: "2026年4月1日",
  FiscalYearNumber: "令和8年度",
};

function scalarExample(typeName: string, field: string): string {
  if (isUrlField(field)) return "https://www.pref.example.jp/";
  return isPercentField(field) ? "50%" : (scalarExamples[typeName] ?? "（文）");
}
