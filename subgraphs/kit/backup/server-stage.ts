/** Puts databases into schemas beside the real ones, and lets them change places in one statement. */
import { createHash } from "node:crypto";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { isLockFault } from "../database/mysql-faults.ts";
import { backupErrors } from "./backup-errors.ts";
import type { Stage } from "./place.ts";
import {
  createMigrationsTable,
  createStatements,
  insertStatement,
  migrationsTable,
  type PortableTable,
} from "./portable-table.ts";

/** How long whoever uses a table may keep it, in seconds. */
const patience = 20;

export async function stageOn(connection: Connection, schemaOf: (name: string) => string): Promise<Stage> {
  const turn = createHash("sha256").update(schemaOf("")).digest("hex").slice(0, 32);
  await takeTurn(connection, turn, schemaOf(""));
  const added: string[] = [];
  let table: PortableTable | undefined;
  return {
    async addDatabase(name, migrations) {
      const staged = stagedName(schemaOf(name));
      added.push(schemaOf(name));
      await createEmpty(connection, staged);
      await connection.query("USE ??", [staged]);
      await connection.query(createMigrationsTable.mysql);
      for (const { timestamp, name: migration } of migrations) {
        await connection.query(`INSERT INTO ${migrationsTable} (timestamp, name) VALUES (?, ?)`, [
          timestamp,
          migration,
        ]);
      }
    },
    async addTable(next) {
      table = next;
      for (const statement of createStatements(next, "mysql")) await connection.query(statement);
    },
    async addRows(rows) {
      if (table === undefined || rows.length === 0) return;
      await connection.query(insertStatement(table, rows.length, "mysql"), rows.flat());
    },
    async replace() {
      for (const schema of added) {
        await connection.query(`CREATE DATABASE IF NOT EXISTS ?? ${asOurs}`, [schema]);
        await createEmpty(connection, replacedName(schema));
      }
      await swap(connection, added);
    },
    async discard() {
      for (const schema of added) {
        await connection.query("DROP DATABASE IF EXISTS ??", [stagedName(schema)]);
        await connection.query("DROP DATABASE IF EXISTS ??", [replacedName(schema)]);
      }
      await connection.query("SELECT RELEASE_LOCK(?)", [turn]);
    },
  };
}

/** The schemas beside have the same names for every restore. The server's lock ends with the connection. */
async function takeTurn(connection: Connection, turn: string, where: string): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>("SELECT GET_LOCK(?, ?) AS taken", [turn, patience]);
  if (rows[0]?.["taken"] !== 1) throw backupErrors.targetInUse(where);
}

const stagedName = (schema: string) => `${schema}__restoring`;
const replacedName = (schema: string) => `${schema}__replaced`;

/** What is left of a restore that was cut off is nobody's. */
async function createEmpty(connection: Connection, schema: string): Promise<void> {
  await connection.query("DROP DATABASE IF EXISTS ??", [schema]);
  await connection.query(`CREATE DATABASE ?? ${asOurs}`, [schema]);
}

const asOurs = "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

/** The server carries out all moves of the statement, or none. */
async function swap(connection: Connection, schemas: readonly string[]): Promise<void> {
  const moves: string[] = [];
  for (const schema of schemas) {
    for (const table of await tablesOf(connection, schema))
      moves.push(move(connection, table, schema, replacedName(schema)));
    for (const table of await tablesOf(connection, stagedName(schema)))
      moves.push(move(connection, table, stagedName(schema), schema));
  }
  try {
    await connection.query(`SET SESSION lock_wait_timeout = ${patience}`);
    await connection.query(`RENAME TABLE ${moves.join(", ")}`);
  } catch (error) {
    throw isLockFault(error) ? backupErrors.targetInUse(schemas.join(", ")) : error;
  }
}

function move(connection: Connection, table: string, from: string, to: string): string {
  return connection.format("??.?? TO ??.??", [from, table, to, table]);
}

async function tablesOf(connection: Connection, schema: string): Promise<readonly string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ?",
    [schema],
  );
  return rows.map(({ name }) => name);
}
