/** Embedded SQLite: one connection that reads, and one that writes behind a lock held for the whole transaction. */
import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { DataSource } from "typeorm";
import { errors } from "../errors.ts";
import { createPrivateFile, createPrivateFolder } from "../private-files.ts";
import { giveTurn } from "../turns/turn.ts";
import { createChangeHealth } from "./change-health.ts";
import { createDamage, fileRemoval } from "./damage.ts";
import { errorCode } from "./error-code.ts";
import { createFileCheck } from "./file-check.ts";
import { createLock } from "./lock.ts";
import { findMissingTables } from "./missing-tables.ts";
import type { Database, DatabaseOptions } from "./open.ts";
import { retried } from "./retry.ts";
import { damageCodeOf, isBusy, toldSqliteFault } from "./sqlite-faults.ts";
import { rememberFiles } from "./sqlite-files.ts";
import { isSuspectFile, rewritePage, tryRoom } from "./sqlite-room.ts";
import { type SqliteConnection, type SqliteMode, transactOnSqlite } from "./sqlite-transaction.ts";
import type { Work } from "./transact.ts";

// libsql has the interface of better-sqlite3 and comes prebuilt for every Node; TypeORM takes it as that driver.
const libsql: unknown = createRequire(import.meta.url)("libsql");

/** SQLite waits for another process by standing still, and all requests with it, so it does not wait at all: we do, beside it. */
const busyTimeout = 0;

/** How long a change or a read waits for another process, in milliseconds: its answer comes before the gateway gives a mutation up. */
const patienceMs = 4_000;

export async function openSqlite(options: DatabaseOptions): Promise<Database> {
  ensureWritable(options.folder);
  const file = path.join(options.folder, `${options.name}.sqlite`);
  const damage = createDamage({ name: file, remove: fileRemoval(file), holds: options.holds });
  const tellFault = (error: unknown) => {
    const code = damageCodeOf(error);
    return code === undefined ? toldSqliteFault(error) : Object.assign(damage.note(code), { cause: error });
  };
  const writer = await connect(options, file).catch((error: unknown) => {
    throw damageCodeOf(causeOf(error)) === undefined ? error : tellFault(causeOf(error));
  });
  const reader = await openReader(options, file, { writer, tellFault });
  const check = createFileCheck(file, damage.note);
  const { assertUnmoved } = rememberFiles(file);
  const transactions = { ...writer, assertKept: assertUnmoved };
  const lock = createLock();
  let isClosed = false;
  const run = <T>(work: Work<T>, mode: SqliteMode): Promise<T> => {
    // From now on: whoever waits behind one that waits has waited as well.
    const deadline = performance.now() + patienceMs;
    return lock.hold(() => {
      if (isClosed) throw new Error(`${options.name} is closed`);
      return retried(() => transactOnSqlite(transactions, work, mode), isBusy, deadline).catch((error: unknown) => {
        throw tellFault(error);
      });
    });
  };
  const health = createChangeHealth({
    isSuspect: async () => {
      assertUnmoved();
      const missing = await findMissingTables(reader.manager, "sqlite", options.entities);
      if (missing.length > 0) throw damage.note(missing.join(", "));
      return isSuspectFile(file);
    },
    attempt: async () => {
      await tryRoom(options.folder);
      await run(rewritePage, "IMMEDIATE");
    },
  });
  return {
    dialect: "sqlite",
    reader: reader.manager,
    transaction: (work) => health.watch(run(work, "IMMEDIATE")),
    snapshot: (work) => run(work, "DEFERRED"),
    async findObstacle() {
      await check.look();
      return damage.found ?? health.findObstacle();
    },
    close: () =>
      lock.hold(async () => {
        if (isClosed) return;
        isClosed = true;
        await Promise.all([writer.source.destroy(), reader.destroy()]);
      }),
  };
}

interface Connected {
  readonly source: DataSource;
  readonly connection: SqliteConnection;
}

async function connect({ entities, migrations }: DatabaseOptions, file: string): Promise<Connected> {
  let connection: SqliteConnection | undefined;
  const open = () =>
    new DataSource({
      type: "better-sqlite3",
      driver: libsql,
      database: file,
      entities: [...entities],
      migrations: [...migrations],
      enableWAL: true,
      timeout: busyTimeout,
      prepareDatabase: (raw: SqliteConnection) => {
        connection = raw;
      },
    }).initialize();
  try {
    createPrivateFile(file);
    const source = givingTurns(await retried(open, isBusy));
    if (connection === undefined) throw new TypeError("TypeORM did not show its connection");
    return { source, connection };
  } catch (error) {
    throw Object.assign(errors.databaseFileUnusable(file, errorCode(error) ?? "?"), { cause: error });
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

/** Whoever reads waits for another process only while that one recovers or closes the file. */
async function openReader(
  options: DatabaseOptions,
  file: string,
  { writer, tellFault }: { readonly writer: Connected; readonly tellFault: (error: unknown) => unknown },
): Promise<DataSource> {
  try {
    await migrate(writer);
    const { source } = await connect(options, file);
    const runner = source.createQueryRunner();
    const ask = runner.query.bind(runner);
    runner.query = (...asked: Parameters<typeof ask>) =>
      retried(() => ask(...asked), isBusy, performance.now() + patienceMs).catch((error: unknown) => {
        throw damageCodeOf(error) === undefined ? error : tellFault(error);
      });
    return source;
  } catch (error) {
    await writer.source.destroy();
    throw tellFault(error);
  }
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

// Another process may be starting on the same file: whoever begins first migrates, the other finds it done.
function migrate({ source, connection }: Connected): Promise<void> {
  const transactions = { source, connection, assertKept: () => undefined };
  const work = async () => void (await source.runMigrations({ transaction: "none" }));
  return retried(() => transactOnSqlite(transactions, work, "IMMEDIATE"), isBusy);
}

function ensureWritable(folder: string): void {
  try {
    createPrivateFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw errors.folderNotWritable(folder, errorCode(error) ?? "?");
  }
}
