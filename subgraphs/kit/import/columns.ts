/**
 * The columns of a table, derived from the input types: nothing lists them by hand, so a new field is a new column.
 *
 * English headings are the field's path in snake_case (`benefits_1_cap`), Japanese ones the first phrase of each
 * description on the path (`給付1 上限額`). Of a text in two languages the Japanese half has the bare heading (`事業名`)
 * and the English one adds （英語）. Own fields stand beside the contract's without a prefix.
 */
import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLLeafType,
  getNamedType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from "graphql";
import { snakeCase } from "../database/define-table.ts";
import { japanesePhrase } from "./descriptions.ts";
import type { RecordInputs } from "./record-inputs.ts";

/** Stands in a path and in a heading for the number of a list's entry, counted from 1. */
export const NUMBER = "#";

/** How a cell of the column is read: one value, several, or only the mark that says a list is empty. */
export type ColumnKind = "value" | "list" | "mark";

export interface Column {
  readonly part: keyof RecordInputs;
  /** GraphQL field names, and `#` for the number of an entry. */
  readonly path: readonly string[];
  readonly kind: ColumnKind;
  /** The type of a value or of a list's entry; of a mark, the name of the entries' type. */
  readonly type: GraphQLLeafType | GraphQLInputObjectType;
  readonly en: string;
  readonly ja: string;
}

export function columnsOf({ contract, details }: RecordInputs): readonly Column[] {
  const shared = fieldColumns(contract, { part: "contract", path: [], ja: "" });
  const own = fieldColumns(details, { part: "details", path: [], ja: "" });
  return apart([...shared, ...own]);
}

interface Place {
  readonly part: keyof RecordInputs;
  readonly path: readonly string[];
  readonly ja: string;
}

function fieldColumns(type: GraphQLInputObjectType, place: Place): readonly Column[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const ja = joinJapanese(type, place.ja, japanesePhrase(field.description) ?? field.name, field.name);
    return typeColumns(field.type, { ...place, path: [...place.path, field.name], ja });
  });
}

function joinJapanese(type: GraphQLInputObjectType, parent: string, phrase: string, field: string): string {
  if (parent === "") return phrase;
  if (type.name !== "LocalizedTextInput") return `${parent} ${phrase}`;
  return field === "ja" ? parent : `${parent}（${phrase}）`;
}

function typeColumns(type: GraphQLInputType, place: Place): readonly Column[] {
  if (isNonNullType(type)) return typeColumns(type.ofType, place);
  // A tree has no fixed columns: what contains itself is left to the API.
  if (isRecursive(getNamedType(type))) return [];
  if (isListType(type)) return listColumns(type.ofType, place);
  return isInputObjectType(type) ? fieldColumns(type, place) : [column(place, "value", type)];
}

function listColumns(entry: GraphQLInputType, place: Place): readonly Column[] {
  const type = getNamedType(entry);
  if (isLeafType(type)) return [column(place, "list", type)];
  const numbered = { ...place, path: [...place.path, NUMBER], ja: `${place.ja}${NUMBER}` };
  return [column(place, "mark", type), ...typeColumns(entry, numbered)];
}

function column(place: Place, kind: ColumnKind, type: Column["type"]): Column {
  return { ...place, kind, type, en: place.path.map(snakeCase).join("_") };
}

function isRecursive(type: GraphQLInputType): boolean {
  return reaches(type, type, new Set());
}

function reaches(from: GraphQLInputType, target: GraphQLInputType, seen: Set<GraphQLInputType>): boolean {
  if (!isInputObjectType(from) || seen.has(from)) return false;
  seen.add(from);
  const children = Object.values(from.getFields()).map(({ type }) => getNamedType(type));
  return children.some((child) => child === target || reaches(child, target, seen));
}

/** An own field whose heading is taken adds its GraphQL name, so that every heading means one column. */
function apart(columns: readonly Column[]): readonly Column[] {
  const [english, japanese] = [countBy(columns, "en"), countBy(columns, "ja")];
  return columns.map((column) => {
    if (column.part === "contract") return column;
    const name = column.path[0] ?? "";
    const en = (english.get(column.en) ?? 0) > 1 ? `own_${column.en}` : column.en;
    const ja = (japanese.get(column.ja) ?? 0) > 1 ? `${column.ja}［${name}］` : column.ja;
    return { ...column, en, ja };
  });
}

function countBy(columns: readonly Column[], heading: "en" | "ja"): ReadonlyMap<string, number> {
  const grouped = Map.groupBy(columns, (column) => column[heading]);
  return new Map([...grouped].map(([text, members]) => [text, members.length]));
}
