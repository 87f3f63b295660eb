/** Inserts many rows of one table in as few statements as the databases allow. */
import type { EntityManager, EntityMetadata } from "typeorm";
import type { TableDefinition } from "./define-table.ts";

/** SQLite takes 32,766 parameters a statement, MySQL 65,535. */
const parametersPerStatement = 30_000;

export interface InsertOptions {
  /** Leave rows alone whose primary key is already there. */
  readonly ignoreExisting?: true;
}

export async function insertRows<Row extends object>(
  manager: EntityManager,
  table: TableDefinition<Row>,
  rows: readonly Row[],
  options: InsertOptions = {},
): Promise<void> {
  const metadata = manager.connection.getMetadata(table.entity);
  const perStatement = Math.floor(parametersPerStatement / metadata.columns.length);
  for (let start = 0; start < rows.length; start += perStatement) {
    await insertOnce(manager, metadata, rows.slice(start, start + perStatement), options);
  }
}

// TypeORM's own insert builder costs ten times the database's time on wide rows; its metadata still says how a value is stored.
async function insertOnce(
  manager: EntityManager,
  metadata: EntityMetadata,
  rows: readonly object[],
  { ignoreExisting }: InsertOptions,
): Promise<void> {
  const { driver } = manager.connection;
  const quoted = (name: string) => driver.escape(name);
  const names = metadata.columns.map((column) => quoted(column.databaseName)).join(", ");
  const places = `(${metadata.columns.map(() => "?").join(", ")})`;
  const verb = ignoreExisting ? ignoringVerb[driver.options.type === "mysql" ? "mysql" : "sqlite"] : "INSERT";
  await manager.query(
    `${verb} INTO ${quoted(metadata.tableName)} (${names}) VALUES ${rows.map(() => places).join(", ")}`,
    rows.flatMap((row) => metadata.columns.map((column) => storedValue(column.getEntityValue(row, true)))),
  );
}

const ignoringVerb = { mysql: "INSERT IGNORE", sqlite: "INSERT OR IGNORE" };

function storedValue(value: unknown): unknown {
  return value === undefined ? null : value;
}
