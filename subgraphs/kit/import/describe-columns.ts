/** What a person needs to know to fill a table: each column with both headings, its type and the values it takes. */
import { isEnumType, isLeafType } from "graphql";
import type { Department } from "../department/definition.ts";
import type { RecordInterface } from "../records/record.ts";
import { closedListOf } from "./closed-lists.ts";
import { type Column, columnsOf } from "./columns.ts";
import { englishSentence, japanesePhrase } from "./descriptions.ts";
import { recordInputs } from "./record-inputs.ts";

export interface ColumnDescription {
  /** With `#` for the number of an entry. */
  readonly en: string;
  readonly ja: string;
  /** GraphQL type; in brackets where a cell takes several values. */
  readonly type: string;
  readonly values: readonly { readonly code: string; readonly ja: string; readonly en: string }[];
}

/** Lists that are too long to print are named by their type only. */
const longestList = 120;

export function describeColumns(department: Department, interfaceName: RecordInterface): readonly ColumnDescription[] {
  return columnsOf(recordInputs(department, interfaceName)).map((column) => ({
    en: column.en,
    ja: column.ja,
    type: typeText(column),
    values: valuesOf(column),
  }));
}

function typeText({ kind, type }: Column): string {
  if (kind === "mark") return "none / なし";
  return kind === "list" ? `[${type.name}]` : type.name;
}

function valuesOf({ type }: Column): ColumnDescription["values"] {
  if (isEnumType(type)) {
    return type.getValues().map(({ name, description }) => ({
      code: name,
      ja: japanesePhrase(description) ?? "",
      en: englishSentence(description) ?? "",
    }));
  }
  const codes = isLeafType(type) ? (closedListOf(type)?.codes ?? []) : [];
  return codes.length > longestList ? [] : codes.map((code) => ({ code, ja: "", en: "" }));
}
