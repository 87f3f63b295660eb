/** A folder of SQLite files, as a place of backups. */
import { existsSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { errorCode } from "../database/error-code.ts";
import { errors } from "../errors.ts";
import { createPrivateFile, createPrivateFolder } from "../private-files.ts";
import { backupErrors } from "./backup-errors.ts";
import type { Place, Snapshot, Stage } from "./place.ts";
import {
  createMigrationsTable,
  createStatements,
  insertStatement,
  kindOf,
  migrationsTable,
  type PortableIndex,
  type PortableTable,
  quote,
  type Row,
  type RunMigration,
  selectStatement,
} from "./portable-table.ts";
import { openFile, type SqliteFile } from "./sqlite-file.ts";

export async function openFolder(folder: string): Promise<Place> {
  const fileOf = (name: string) => path.join(folder, `${name}.sqlite`);
  return {
    where: folder,
    existing: async (names) => names.filter((name) => existsSync(fileOf(name))),
    snapshot: async (name) => snapshotOf(name, openFile(fileOf(name))),
    stage: async () => stageIn(folder, fileOf),
    close: async () => undefined,
  };
}

function snapshotOf(name: string, file: SqliteFile): Snapshot {
  file.run("BEGIN");
  // The first read fixes the moment.
  const tables = tableNames(file);
  const migrations = tables.includes(migrationsTable)
    ? file.all<RunMigration>(`SELECT timestamp, name FROM ${migrationsTable} ORDER BY id`)
    : [];
  return {
    name,
    migrations,
    tables: tables.filter((table) => table !== migrationsTable).map((table) => describe(file, table)),
    rows: (table) => rowsOf(file, table),
    close: async () => file.close(),
  };
}

async function* rowsOf(file: SqliteFile, table: PortableTable): AsyncIterable<Row> {
  yield* file.each(selectStatement(table, "sqlite"));
}

function tableNames(file: SqliteFile): readonly string[] {
  const query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name";
  return file.all<{ name: string }>(query).map(({ name }) => name);
}

interface ColumnInfo {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  /** Place in the primary key, from 1; 0 outside it. */
  readonly pk: number;
}

function describe(file: SqliteFile, name: string): PortableTable {
  const columns = file.all<ColumnInfo>(`PRAGMA table_info(${quote(name, "sqlite")})`);
  const key = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk);
  return {
    name,
    columns: columns.map((column) => ({
      name: column.name,
      kind: kindOf(`${name}.${column.name}`, column.type),
      required: column.notnull === 1 || column.pk > 0,
    })),
    key: key.map((column) => column.name),
    indexes: indexesOf(file, name),
  };
}

interface IndexInfo {
  readonly name: string;
  readonly unique: number;
  /** `c` for those that a statement made, `pk` for the primary key's own. */
  readonly origin: string;
}

function indexesOf(file: SqliteFile, table: string): readonly PortableIndex[] {
  return file
    .all<IndexInfo>(`PRAGMA index_list(${quote(table, "sqlite")})`)
    .filter(({ origin }) => origin !== "pk")
    .map(({ name, unique }) => ({
      name,
      unique: unique === 1,
      columns: file.all<{ name: string }>(`PRAGMA index_info(${quote(name, "sqlite")})`).map((column) => column.name),
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** New files beside the old ones, which are renamed when all are written. */
function stageIn(folder: string, fileOf: (name: string) => string): Stage {
  createPrivateFolder(folder);
  const release = takeTurn(folder);
  const added: string[] = [];
  let file: SqliteFile | undefined;
  let table: PortableTable | undefined;
  const finish = () => {
    file?.run("COMMIT");
    file?.close();
    file = undefined;
  };
  return {
    async addDatabase(name, migrations) {
      finish();
      rmSync(stagedName(fileOf(name)), { force: true });
      createPrivateFile(stagedName(fileOf(name)));
      added.push(name);
      file = openFile(stagedName(fileOf(name)));
      file.run("BEGIN");
      file.run(createMigrationsTable.sqlite);
      for (const { timestamp, name: migration } of migrations) {
        file.run(`INSERT INTO ${migrationsTable} (timestamp, name) VALUES (?, ?)`, [timestamp, migration]);
      }
    },
    async addTable(next) {
      table = next;
      for (const statement of createStatements(next, "sqlite")) told(() => file?.run(statement));
    },
    async addRows(rows) {
      if (table === undefined) return;
      const insert = insertStatement(table, 1, "sqlite");
      for (const row of rows) told(() => file?.run(insert, row));
    },
    async replace() {
      told(finish);
      for (const name of added) ensureUnused(fileOf(name));
      swap(added.map(fileOf));
    },
    async discard() {
      file?.close();
      for (const name of added) {
        for (const suffix of ["", "-journal"]) rmSync(`${stagedName(fileOf(name))}${suffix}`, { force: true });
      }
      release();
    },
  };
}

/** The new files have the same names for every restore. SQLite's lock on a file ends with its process, however that ends. */
function takeTurn(folder: string): () => void {
  const file = path.join(folder, "restore.lock");
  createPrivateFile(file);
  const inode = inodeOf(file);
  const lock = openFile(file);
  const busy = (error: unknown) => {
    lock.close();
    return error === undefined || errorCode(error)?.startsWith("SQLITE_BUSY")
      ? backupErrors.targetInUse(folder)
      : error;
  };
  try {
    lock.all("PRAGMA journal_mode = MEMORY");
    lock.run("BEGIN EXCLUSIVE");
  } catch (error) {
    throw busy(error);
  }
  // Who had it before has taken the file away, and another may be on a new one by now.
  if (inodeOf(file) !== inode) throw busy(undefined);
  return () => {
    rmSync(file, { force: true });
    lock.close();
  };
}

function inodeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.ino;
}

const stagedName = (file: string) => `${file}.restoring`;
const replacedName = (file: string) => `${file}.replaced`;

function told(work: () => void): void {
  try {
    work();
  } catch (error) {
    throw errorCode(error) === "SQLITE_FULL" ? errors.databaseFull() : error;
  }
}

/** Only who has a file for himself can take it out of the journal mode that the hub works in. One that is no database any more is nobody's. */
function ensureUnused(file: string): void {
  if (!existsSync(file)) return;
  const old = openFile(file);
  try {
    old.all("PRAGMA journal_mode = DELETE");
  } catch (error) {
    if (errorCode(error)?.startsWith("SQLITE_BUSY")) throw backupErrors.targetInUse(file);
  } finally {
    old.close();
  }
}

/** All files change places, or, if one cannot, none. */
function swap(files: readonly string[]): void {
  const undo: (() => void)[] = [];
  const move = (from: string, to: string) => {
    renameSync(from, to);
    undo.unshift(() => renameSync(to, from));
  };
  try {
    for (const file of files) {
      for (const suffix of ["-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true });
      if (existsSync(file)) move(file, replacedName(file));
      move(stagedName(file), file);
    }
  } catch (error) {
    for (const back of undo) back();
    throw error;
  }
  for (const file of files) rmSync(replacedName(file), { force: true });
}
