/** The form of a backup: lines of JSON, compressed with gzip. A table's rows are followed by their number and digest, all of it by the digest of all. */
import { createHash, type Hash } from "node:crypto";
import type { PortableTable, Row, RunMigration } from "./portable-table.ts";

export const format = "jinkatsu-backup";
export const formatVersion = 1;

export interface Head {
  readonly format: typeof format;
  readonly version: number;
  readonly at: string;
}

export interface DatabaseLine {
  readonly database: string;
  readonly migrations: readonly RunMigration[];
}

export interface TableLine {
  readonly table: PortableTable;
}

export interface TableEnd {
  readonly rows: number;
  readonly sha256: string;
}

export interface End {
  readonly end: true;
  readonly sha256: string;
}

export type Line = Head | DatabaseLine | TableLine | Row | TableEnd | End;

export interface LineDigest {
  add(line: string): void;
  readonly count: number;
  /** In hexadecimal; the digest is over. */
  end(): string;
}

export function createLineDigest(): LineDigest {
  const hash: Hash = createHash("sha256");
  let count = 0;
  return {
    add(line) {
      hash.update(line).update("\n");
      count += 1;
    },
    get count() {
      return count;
    },
    end: () => hash.digest("hex"),
  };
}

/** What a backup holds, by its own account. */
export interface BackupSummary {
  readonly at: string;
  readonly databases: readonly DatabaseSummary[];
}

export interface DatabaseSummary {
  readonly name: string;
  readonly tables: readonly ({ readonly name: string } & TableEnd)[];
}

export function rowsIn({ databases }: BackupSummary): number {
  return databases.flatMap(({ tables }) => tables).reduce((sum, { rows }) => sum + rows, 0);
}
