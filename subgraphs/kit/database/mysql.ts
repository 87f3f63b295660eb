/** MySQL or MariaDB: one schema a subgraph, a pool, and transactions that are tried again after a deadlock. */
import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { DataSource, QueryFailedError } from "typeorm";
import { errors } from "../errors.ts";
import { errorCode } from "./error-code.ts";
import type { Database, DatabaseOptions } from "./open.ts";
import { retried } from "./retry.ts";

const poolSize = 10;
/** A server that does not answer is reported after this time, in milliseconds. */
const connectTimeout = 5_000;
/** How long to wait while another process migrates the same schema, in seconds. */
const migrationPatience = 60;
/** ER_LOCK_DEADLOCK and ER_LOCK_WAIT_TIMEOUT: InnoDB rolled back and asks to try again. */
const retryable = new Set([1213, 1205]);

export async function openMysql(options: DatabaseOptions, url: string): Promise<Database> {
  const schema = schemaName(url, options.name);
  const source = await openMigrated(options, url, schema).catch((error: unknown) => {
    throw connectionError(url, error);
  });
  return {
    dialect: "mysql",
    reader: source.manager,
    transaction: (work) => retried(() => source.transaction(work), isRetryable),
    close: () => source.destroy(),
  };
}

async function openMigrated(options: DatabaseOptions, url: string, schema: string): Promise<DataSource> {
  const gate = await createConnection({ ...login(url), connectTimeout });
  try {
    await gate.query("CREATE DATABASE IF NOT EXISTS ?? CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", [schema]);
    await takeMigrationLock(gate, schema);
    const source = await connect(options, url, schema);
    await source.runMigrations({ transaction: "each" });
    return source;
  } finally {
    // The lock lasts as long as its connection.
    await gate.end();
  }
}

// Two processes that start at the same time would both create the same tables.
async function takeMigrationLock(gate: Connection, schema: string): Promise<void> {
  const [[row]] = await gate.query<RowDataPacket[]>("SELECT GET_LOCK(?, ?) AS taken", [schema, migrationPatience]);
  if (row?.["taken"] !== 1) throw new Error(`another process has been migrating ${schema} for too long`);
}

/** `mysql://host/hub` and `welfare` become the schema `hub_welfare`; without a path the prefix is `jinkatsu`. */
export function schemaName(url: string, name: string): string {
  const prefix = new URL(url).pathname.replace(/^\//, "") || "jinkatsu";
  return `${prefix}_${name}`.replace(/[^A-Za-z0-9_]/g, "_");
}

function connect(options: DatabaseOptions, url: string, schema: string): Promise<DataSource> {
  const { user, ...server } = login(url);
  return new DataSource({
    type: "mysql",
    ...server,
    username: user,
    database: schema,
    charset: "utf8mb4_bin",
    timezone: "Z",
    entities: [...options.entities],
    migrations: [...options.migrations],
    poolSize,
    extra: { connectTimeout, maxPreparedStatements: 256 },
  }).initialize();
}

function login(url: string) {
  const { hostname, port, username, password } = new URL(url);
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
}

/** What is not about the connection, such as a migration that fails, stays what it is. */
function connectionError(url: string, error: unknown): unknown {
  const reason = errorCode(error);
  if (reason === undefined || error instanceof QueryFailedError) return error;
  const where = new URL(url).host;
  if (/ACCESS_DENIED|AUTH/.test(reason)) return errors.databaseRefused(where, reason);
  return errors.databaseUnreachable(where, reason);
}

function isRetryable(error: unknown): boolean {
  return error instanceof Error && "errno" in error && retryable.has(Number(error.errno));
}
