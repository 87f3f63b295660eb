/** Embedded SQLite: one connection that reads, and one that writes behind a lock held for the whole transaction. */
import { accessSync, constants, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { DataSource } from "typeorm";
import { errors } from "../errors.ts";
import { createLock } from "./lock.ts";
import type { Database, DatabaseOptions } from "./open.ts";

// libsql has the interface of better-sqlite3 and comes prebuilt for every Node; TypeORM takes it as that driver.
const libsql: unknown = createRequire(import.meta.url)("libsql");

/** Another process (an import, a backup) may hold the file for a moment: wait that long before giving up, in milliseconds. */
const busyTimeout = 30_000;

export async function openSqlite(options: DatabaseOptions): Promise<Database> {
  ensureWritable(options.folder);
  const writer = await connect(options);
  const lock = createLock();
  // TypeORM's migrations are transactions too, and another process may be starting on the same file.
  await writer.runMigrations({ transaction: "each" });
  const reader = await connect(options);
  return {
    dialect: "sqlite",
    reader: reader.manager,
    transaction: (work) => lock.hold(() => writer.transaction(work)),
    close: () => lock.hold(async () => void (await Promise.all([writer.destroy(), reader.destroy()]))),
  };
}

function connect({ name, folder, entities, migrations }: DatabaseOptions): Promise<DataSource> {
  return new DataSource({
    type: "better-sqlite3",
    driver: libsql,
    database: path.join(folder, `${name}.sqlite`),
    entities: [...entities],
    migrations: [...migrations],
    enableWAL: true,
    timeout: busyTimeout,
  }).initialize();
}

function ensureWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw errors.folderNotWritable(folder, error instanceof Error && "code" in error ? String(error.code) : "?");
  }
}
