/** Embedded SQLite: one connection that reads, and one that writes behind a lock held for the whole transaction. */
import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { DataSource } from "typeorm";
import { errors } from "../errors.ts";
import { createPrivateFile, createPrivateFolder } from "../private-files.ts";
import { giveTurn } from "../turns/turn.ts";
import { errorCode } from "./error-code.ts";
import { createLock } from "./lock.ts";
import type { Database, DatabaseOptions } from "./open.ts";
import { retried } from "./retry.ts";
import type { Work } from "./transact.ts";

// libsql has the interface of better-sqlite3 and comes prebuilt for every Node; TypeORM takes it as that driver.
const libsql: unknown = createRequire(import.meta.url)("libsql");

/** SQLite waits for another process by standing still, and all requests with it: not longer than this, in milliseconds. */
const busyTimeout = 50;

export async function openSqlite(options: DatabaseOptions): Promise<Database> {
  ensureWritable(options.folder);
  const writer = await connect(options);
  const lock = createLock();
  await retried(() => migrate(writer), isBusy);
  const reader = await connect(options);
  return {
    dialect: "sqlite",
    reader: reader.manager,
    transaction: (work) => lock.hold(() => runTransaction(writer, work)),
    close: () => lock.hold(async () => void (await Promise.all([writer.destroy(), reader.destroy()]))),
  };
}

async function connect({ name, folder, entities, migrations }: DatabaseOptions): Promise<DataSource> {
  const database = path.join(folder, `${name}.sqlite`);
  const open = () =>
    new DataSource({
      type: "better-sqlite3",
      driver: libsql,
      database,
      entities: [...entities],
      migrations: [...migrations],
      enableWAL: true,
      timeout: busyTimeout,
    }).initialize();
  try {
    createPrivateFile(database);
    return givingTurns(await retried(open, isBusy));
  } catch (error) {
    throw errors.databaseFileUnusable(database, errorCode(error) ?? "?");
  }
}

/**
 * No statement of SQLite ever waits for anything, so that a thousand of them in a row would be one turn of the thread. Readers give turns as
 * writers do: one who reads until something is written would otherwise keep the writer waiting for ever.
 */
function givingTurns(source: DataSource): DataSource {
  // Of a SQLite connection there is one query runner, for its whole life.
  const runner = source.createQueryRunner();
  const ask = runner.query.bind(runner);
  runner.query = async (...asked: Parameters<typeof ask>) => {
    await giveTurn();
    return ask(...asked);
  };
  return source;
}

// Another process may be starting on the same file: whoever begins first migrates, the other finds it done.
async function migrate(writer: DataSource): Promise<void> {
  await writer.query("BEGIN IMMEDIATE");
  try {
    await writer.runMigrations({ transaction: "none" });
    await writer.query("COMMIT");
  } catch (error) {
    await writer.query("ROLLBACK");
    throw error;
  }
}

async function runTransaction<T>(writer: DataSource, work: Work<T>): Promise<T> {
  try {
    return await retried(() => writer.transaction(work), isBusy);
  } catch (error) {
    throw errorCode(error) === "SQLITE_FULL" ? Object.assign(errors.databaseFull(), { cause: error }) : error;
  }
}

function isBusy(error: unknown): boolean {
  return (errorCode(error) ?? "").startsWith("SQLITE_BUSY");
}

function ensureWritable(folder: string): void {
  try {
    createPrivateFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw errors.folderNotWritable(folder, errorCode(error) ?? "?");
  }
}
