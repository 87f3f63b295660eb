/** A department's own fields, kept in a table of the department's own beside the contract's. */
import { type Column, defineTable, type TableDefinition } from "../database/define-table.ts";

/** A row of own fields: the record's code, and a value for each own field by its GraphQL name. */
export type DetailsRow = { readonly code: string } & Readonly<Record<string, unknown>>;

export type DetailsTable = TableDefinition<DetailsRow>;

/** Columns are named as the GraphQL fields; those of one department's talent resources, of whatever type, share one table. */
export function defineDetails(name: string, columns: Readonly<Record<string, Column>>): DetailsTable {
  return defineTable<DetailsRow>(name, { columns: { code: { kind: "code", key: true }, ...columns } });
}
