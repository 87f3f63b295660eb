/** Holds the tables that the code states against those that the migrations have made. */
import type { EntitySchema } from "typeorm";
import { errors } from "../errors.ts";
import type { Database } from "./open.ts";

interface StoredColumn {
  readonly tableName: string;
  readonly columnName: string;
}

const statements = {
  sqlite:
    "SELECT m.name AS tableName, c.name AS columnName FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'",
  mysql:
    "SELECT table_name AS tableName, column_name AS columnName FROM information_schema.columns WHERE table_schema = DATABASE()",
} as const;

/** @throws HubError MIGRATION_MISSING for the first table that lacks columns */
export async function assertColumns(database: Database, entities: readonly EntitySchema[]): Promise<void> {
  const stored: readonly StoredColumn[] = await database.reader.query(statements[database.dialect]);
  const known = new Set(stored.map(({ tableName, columnName }) => `${tableName}.${columnName}`));
  for (const { options } of entities) {
    const table = options.tableName ?? options.name;
    const missing = Object.values(options.columns)
      .map((column) => column?.name ?? "")
      .filter((name) => !known.has(`${table}.${name}`));
    if (missing.length > 0) throw errors.migrationMissing(table, missing);
  }
}
