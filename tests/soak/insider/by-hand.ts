/** A database of the hub's as its administrator has it, with the hub standing still: rows are edited, and put back as they were. */
import { copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createConnection, type ResultSetHeader, type RowDataPacket } from "mysql2/promise";

export type Row = Readonly<Record<string, unknown>>;

export interface ByHand {
  read(sql: string): Promise<readonly Row[]>;
  /** @returns how many rows it has changed */
  change(sql: string): Promise<number>;
  /** Puts the tables back, and closes. */
  putBack(): Promise<void>;
}

/** Kept beside, whatever is done to the file. */
export function openFile(file: string, scratch: string): ByHand {
  const copies = path.join(scratch, "copies");
  mkdirSync(copies, { recursive: true });
  const copy = path.join(copies, path.basename(file));
  copyFiles(file, copy);
  const database = new DatabaseSync(file);
  return {
    read: async (sql) => database.prepare(sql).all(),
    change: async (sql) => Number(database.prepare(sql).run().changes),
    async putBack() {
      database.close();
      copyFiles(copy, file);
    },
  };
}

function copyFiles(from: string, to: string): void {
  for (const ending of ["", "-wal", "-shm"]) {
    if (existsSync(from + ending)) copyFileSync(from + ending, to + ending);
    else rmSync(to + ending, { force: true });
  }
}

export async function openSchema(url: string, table: string): Promise<ByHand> {
  const connection = await createConnection(url);
  const run = (sql: string) => connection.query(sql);
  await run("SET foreign_key_checks = 0");
  await run(`CREATE TABLE soak_copy LIKE ${table}`);
  await run(`INSERT INTO soak_copy SELECT * FROM ${table}`);
  return {
    async read(sql) {
      const [rows] = await connection.query<RowDataPacket[]>(sql);
      return rows;
    },
    async change(sql) {
      const [{ affectedRows }] = await connection.query<ResultSetHeader>(sql);
      return affectedRows;
    },
    async putBack() {
      await run(`DELETE FROM ${table}`);
      await run(`INSERT INTO ${table} SELECT * FROM soak_copy`);
      await run("DROP TABLE soak_copy");
      await connection.end();
    },
  };
}
