/** Opens a subgraph's own database, embedded SQLite or a MySQL schema, with its migrations run. */
import type { EntityManager, EntitySchema, MigrationInterface } from "typeorm";
import type { HubError } from "../errors.ts";
import { assertColumns } from "./assert-columns.ts";
import type { Holds } from "./damage.ts";
import type { Dialect } from "./dialect.ts";
import { openMysql } from "./mysql.ts";
import { openSqlite } from "./sqlite.ts";

export interface Database {
  readonly dialect: Dialect;
  /** For queries outside a transaction. Sees committed rows only. */
  readonly reader: EntityManager;
  /**
   * Runs work in a transaction of its own, and resolves when the database says that it is committed. Use only the manager it is given. Run again
   * after a deadlock or while another process writes, so work must be repeatable. After a statement that failed nothing more is carried out.
   * @throws HubError DATABASE_FULL, DATABASE_BUSY, DATABASE_READ_ONLY, DATABASE_FAULT, DATABASE_FILE_GONE, DATABASE_DAMAGED, DATABASE_AWAY or COMMIT_UNKNOWN
   */
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>;
  /** Reads one state of the database, however many statements it takes. Must not write. */
  snapshot<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>;
  /** What keeps changes from being made now, or is damaged; undefined while all is well. */
  findObstacle(): Promise<HubError | undefined>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Name of the subgraph: the SQLite file `<name>.sqlite`, or the MySQL schema `<prefix>_<name>`. */
  readonly name: string;
  readonly folder: string;
  readonly url: string | undefined;
  readonly entities: readonly EntitySchema[];
  readonly migrations: readonly MigrationClass[];
  /** What it means where it is damaged. */
  readonly holds: Holds;
}

export type MigrationClass = new () => MigrationInterface;

/** @throws HubError FOLDER_NOT_WRITABLE, DATABASE_FILE_UNUSABLE, DATABASE_DAMAGED, DATABASE_UNREACHABLE, DATABASE_REFUSED or MIGRATION_MISSING */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database = await (options.url === undefined ? openSqlite(options) : openMysql(options, options.url));
  try {
    await assertColumns(database, options.entities);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}
