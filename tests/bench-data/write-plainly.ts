/** The baseline of the import: the rows that it wrote, written again by bare multi-row INSERTs into empty copies of the tables. */
import { createRequire } from "node:module";
import path from "node:path";
import { createConnection, type RowDataPacket } from "mysql2/promise";

interface Where {
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
}

/** What the two drivers have in common, as far as the baseline needs it. */
interface Plain {
  /** Makes an empty copy of every table, and answers their rows. */
  readTables(): Promise<ReadonlyMap<string, readonly (readonly unknown[])[]>>;
  write(statement: string, values: readonly unknown[]): Promise<void>;
  close(): Promise<void>;
}

const rowsPerStatement = 64;
const rowsPerTransaction = 5_000;

/** In seconds; reading the rows back is not counted. */
export async function writePlainly({ dataFolder, databaseUrl }: Where): Promise<number> {
  const plain = databaseUrl === undefined ? openSqlite(dataFolder) : await openMysql(databaseUrl);
  const tables = await plain.readTables();
  const started = performance.now();
  for (const [table, rows] of tables) await writeTable(plain, table, rows);
  const seconds = (performance.now() - started) / 1000;
  await plain.close();
  return seconds;
}

async function writeTable(plain: Plain, table: string, rows: readonly (readonly unknown[])[]): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    if (start % rowsPerTransaction < rowsPerStatement) await plain.write(start === 0 ? "BEGIN" : "COMMIT", []);
    if (start > 0 && start % rowsPerTransaction < rowsPerStatement) await plain.write("BEGIN", []);
    const part = rows.slice(start, start + rowsPerStatement);
    const places = part.map((row) => `(${row.map(() => "?").join(",")})`).join(",");
    await plain.write(`INSERT INTO ${table} VALUES ${places}`, part.flat());
  }
  if (rows.length > 0) await plain.write("COMMIT", []);
}

interface SqliteStatement {
  run(values: readonly unknown[]): void;
  all(): Readonly<Record<string, unknown>>[];
}

interface SqliteDatabase {
  prepare(sql: string): SqliteStatement;
  exec(sql: string): void;
  close(): void;
}

type SqliteDriver = new (file: string) => SqliteDatabase;

function openSqlite(dataFolder: string): Plain {
  const Driver = createRequire(import.meta.url)("libsql") as SqliteDriver;
  const [source, target] = ["welfare.sqlite", "plain.sqlite"].map((name) => new Driver(path.join(dataFolder, name)));
  if (source === undefined || target === undefined) throw new TypeError("two databases were named");
  target.exec("PRAGMA journal_mode = WAL");
  const statements = new Map<string, SqliteStatement>();
  return {
    async readTables() {
      const made = source
        .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .all();
      for (const { sql } of made) target.exec(String(sql));
      return new Map(
        made.map(({ name }) => [
          `"${name}"`,
          source
            .prepare(`SELECT * FROM "${name}"`)
            .all()
            .map((row) => Object.values(row)),
        ]),
      );
    },
    async write(sql, values) {
      const statement = statements.get(sql) ?? target.prepare(sql);
      statements.set(sql, statement);
      statement.run(values);
    },
    async close() {
      source.close();
      target.close();
    },
  };
}

async function openMysql(databaseUrl: string): Promise<Plain> {
  const prefix = new URL(databaseUrl).pathname.slice(1);
  const [source, target] = [`${prefix}_welfare`, `${prefix}_plain`];
  const connection = await createConnection(new URL("/", databaseUrl).href);
  return {
    async readTables() {
      await connection.query(`CREATE DATABASE \`${target}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
      const [names] = await connection.query<RowDataPacket[]>(
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ?",
        [source],
      );
      const tables = new Map<string, unknown[][]>();
      for (const { name } of names) {
        await connection.query(`CREATE TABLE \`${target}\`.\`${name}\` LIKE \`${source}\`.\`${name}\``);
        const [rows] = await connection.query<RowDataPacket[]>(`SELECT * FROM \`${source}\`.\`${name}\``);
        tables.set(
          `\`${target}\`.\`${name}\``,
          rows.map((row) => Object.values(row)),
        );
      }
      return tables;
    },
    write: async (sql, values) => void (await connection.query(sql, [...values])),
    close: () => connection.end(),
  };
}
