/** In which order records stand, and how a page goes on after the last one read. */
import { allOf, joined, raw, type Sql, sql } from "./sql.ts";

export type OrderField = "RELEVANCE" | "NAME" | "CODE" | "UPDATED_AT" | "BUDGET";

export interface Order {
  readonly field: OrderField;
  readonly direction: "ASC" | "DESC";
}

/** One key of an order: a column, and whether its large values stand first. */
export interface SortKey {
  readonly column: SortColumn;
  readonly descending: boolean;
}

export type SortColumn =
  | "score"
  | "sort_name"
  | "code"
  | "type_name"
  | "valid_from"
  | "budget_unknown"
  | "budget_amount";

export type SortValues = Readonly<Record<SortColumn, string | number>>;

/** Ends with the code and the type, which no two records share: an order without ties, the same in every catalog. */
export function sortKeys({ field, direction }: Order): readonly SortKey[] {
  const descending = direction === "DESC";
  const ties = (["code", "type_name"] as const).map((column) => ({ column, descending }));
  switch (field) {
    case "RELEVANCE":
      return [{ column: "score", descending: true }, ...sortKeys({ field: "CODE", direction: "ASC" })];
    case "NAME":
      return [{ column: "sort_name", descending }, ...ties];
    case "CODE":
      return ties;
    case "UPDATED_AT":
      return [{ column: "valid_from", descending }, ...ties];
    case "BUDGET":
      return [{ column: "budget_unknown", descending: false }, { column: "budget_amount", descending }, ...ties];
  }
}

export function reversed(keys: readonly SortKey[]): readonly SortKey[] {
  return keys.map(({ column, descending }) => ({ column, descending: !descending }));
}

export function orderBy(keys: readonly SortKey[]): Sql {
  return joined(
    keys.map(({ column, descending }) => raw(`${qualified(column)} ${descending ? "DESC" : "ASC"}`)),
    ", ",
  );
}

/** What stands after the given values. Each step also bounds its own column, so that an index can begin there. */
export function standsAfter(keys: readonly SortKey[], values: readonly (string | number)[]): Sql {
  const [key, ...others] = keys;
  const [value, ...otherValues] = values;
  if (key === undefined || value === undefined) return sql`1 = 0`;
  const column = raw(qualified(key.column));
  const [beyond, notBefore] = key.descending ? [raw("<"), raw("<=")] : [raw(">"), raw(">=")];
  const rest = standsAfter(others, otherValues);
  return allOf([sql`${column} ${notBefore} ${value}`, sql`(${column} ${beyond} ${value} OR (${rest}))`]);
}

function qualified(column: SortColumn): string {
  return column === "score" ? "m.score" : `v.${column}`;
}
