/** Where databases are backed up from and put back to: a folder of SQLite files, or schemas of MySQL with one prefix. */
import type { Settings } from "../settings.ts";
import { openFolder } from "./folder.ts";
import type { PortableTable, Row, RunMigration } from "./portable-table.ts";
import { openServer } from "./server.ts";

export interface Place {
  /** For people; without a password. */
  readonly where: string;
  /** Which of the databases are there and hold anything. */
  existing(names: readonly string[]): Promise<readonly string[]>;
  /** What a database holds at one moment, however long it is read and whoever writes meanwhile. */
  snapshot(name: string): Promise<Snapshot>;
  /** Where rows are put that become the databases' content only when all are there; one at a time. @throws HubError RESTORE_TARGET_IN_USE */
  stage(): Promise<Stage>;
  close(): Promise<void>;
}

export interface Snapshot {
  readonly name: string;
  readonly migrations: readonly RunMigration[];
  readonly tables: readonly PortableTable[];
  rows(table: PortableTable): AsyncIterable<Row>;
  close(): Promise<void>;
}

export interface Stage {
  addDatabase(name: string, migrations: readonly RunMigration[]): Promise<void>;
  /** In the database added last. */
  addTable(table: PortableTable): Promise<void>;
  /** Into the table added last. */
  addRows(rows: readonly Row[]): Promise<void>;
  /** Puts what was added in the place of what is there. @throws HubError RESTORE_TARGET_IN_USE */
  replace(): Promise<void>;
  /** Leaves nothing behind. Call it in any case. */
  discard(): Promise<void>;
}

export function openPlace({ dataFolder, databaseUrl }: Pick<Settings, "dataFolder" | "databaseUrl">): Promise<Place> {
  return databaseUrl === undefined ? openFolder(dataFolder) : openServer(databaseUrl);
}
