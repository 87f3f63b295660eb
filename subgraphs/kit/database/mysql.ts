/** MySQL or MariaDB: one schema a subgraph, a pool, and transactions that are tried again after a deadlock. */
import { setTimeout as sleep } from "node:timers/promises";
import { createConnection } from "mysql2/promise";
import { DataSource } from "typeorm";
import { errors, type HubError } from "../errors.ts";
import type { Database, DatabaseOptions } from "./open.ts";

const poolSize = 10;
const attempts = 5;
/** ER_LOCK_DEADLOCK and ER_LOCK_WAIT_TIMEOUT: InnoDB rolled back and asks to try again. */
const retryable = new Set([1213, 1205]);

export async function openMysql(options: DatabaseOptions, url: string): Promise<Database> {
  const schema = schemaName(url, options.name);
  await createSchema(url, schema);
  const source = await connect(options, url, schema);
  await source.runMigrations({ transaction: "each" });
  return {
    dialect: "mysql",
    reader: source.manager,
    transaction: (work) => retried(() => source.transaction(work)),
    close: () => source.destroy(),
  };
}

/** `mysql://host/hub` and `welfare` become the schema `hub_welfare`; without a path the prefix is `jinkatsu`. */
export function schemaName(url: string, name: string): string {
  const prefix = new URL(url).pathname.replace(/^\//, "") || "jinkatsu";
  return `${prefix}_${name}`.replace(/[^A-Za-z0-9_]/g, "_");
}

async function createSchema(url: string, schema: string): Promise<void> {
  try {
    const connection = await createConnection(login(url));
    await connection.query(`CREATE DATABASE IF NOT EXISTS \`${schema}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await connection.end();
  } catch (error) {
    throw connectionError(url, error);
  }
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
    extra: { connectTimeout: 5_000, maxPreparedStatements: 256 },
  }).initialize();
}

function login(url: string) {
  const { hostname, port, username, password } = new URL(url);
  return {
    host: hostname,
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
}

function connectionError(url: string, error: unknown): HubError {
  const where = new URL(url).host;
  const reason = error instanceof Error && "code" in error ? String(error.code) : "?";
  if (/ACCESS_DENIED|AUTH/.test(reason)) return errors.databaseRefused(where, reason);
  return errors.databaseUnreachable(where, reason);
}

async function retried<T>(work: () => Promise<T>, attempt = 1): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (attempt === attempts || !isRetryable(error)) throw error;
    await sleep(2 ** attempt * 5 * (0.5 + Math.random()));
    return retried(work, attempt + 1);
  }
}

function isRetryable(error: unknown): boolean {
  return error instanceof Error && "errno" in error && retryable.has(Number(error.errno));
}
