/** Inserts many rows of one table in as few statements as the databases allow. */
import type { EntityManager, EntityMetadata } from "typeorm";
import type { TableDefinition } from "./define-table.ts";

/** MySQL takes 65,535 parameters a statement; beyond some thousands only the memory for its text grows. */
const parametersPerStatement = 4_000;

/** SQLite takes 32,766, but has nothing to gain from them: no network lies between the statements. */
const rowsPerSqliteStatement = 64;

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
  const sizeOf = manager.connection.options.type === "mysql" ? largest(metadata) : powerOfTwo;
  for (let start = 0; start < rows.length; ) {
    const size = sizeOf(rows.length - start);
    await insertOnce(manager, metadata, rows.slice(start, start + size), options);
    start += size;
  }
}

/** How many of the rows that are left go into the next statement. */
type StatementSize = (left: number) => number;

function largest(metadata: EntityMetadata): StatementSize {
  const limit = Math.floor(parametersPerStatement / metadata.columns.length);
  return (left) => Math.min(left, limit);
}

// TypeORM keeps the last 100 statements prepared: with a few sizes they are found again, with any size they fill the memory.
const powerOfTwo: StatementSize = (left) => 2 ** Math.floor(Math.log2(Math.min(left, rowsPerSqliteStatement)));

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
