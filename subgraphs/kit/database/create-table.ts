/** Creates a table in a migration, the same on both databases. A migration states its columns itself: it is history. */
import { type QueryRunner, Table } from "typeorm";
import type { Column } from "./define-table.ts";
import { sqlType } from "./dialect.ts";

export type { Column };

/** Columns by their SQL names; indexes as lists of columns. */
export async function createTable(
  runner: QueryRunner,
  name: string,
  columns: Readonly<Record<string, Column>>,
  indexes: readonly (readonly string[])[] = [],
): Promise<void> {
  const dialect = runner.connection.options.type === "mysql" ? "mysql" : "sqlite";
  const table = new Table({
    name,
    columns: Object.entries(columns).map(([column, { kind, required, key }]) => ({
      name: column,
      type: sqlType(kind, dialect),
      isNullable: !(required || key),
      isPrimary: key === true,
    })),
    indices: indexes.map((names) => ({ name: `${name}_by_${names.join("_")}`, columnNames: [...names] })),
  });
  await runner.createTable(table);
}
