/** One SQLite file, spoken to without TypeORM: a backup knows tables, not entities. */
import { createRequire } from "node:module";
import type { Row, Value } from "./portable-table.ts";

export interface SqliteFile {
  run(statement: string, values?: readonly Value[]): void;
  all<Result>(query: string): readonly Result[];
  each(query: string): Iterable<Row>;
  close(): void;
}

interface Statement {
  run(...values: readonly Value[]): unknown;
  all(): readonly unknown[];
  raw(): Statement;
  iterate(): Iterable<unknown>;
}

interface Connection {
  prepare(text: string): Statement;
  close(): void;
}

const LibSql: new (file: string, options: { readonly timeout: number }) => Connection = createRequire(import.meta.url)(
  "libsql",
);

/** How long another process may hold the file, in milliseconds. */
const timeout = 5_000;

export function openFile(file: string): SqliteFile {
  const connection = new LibSql(file, { timeout });
  const kept = new Map<string, Statement>();
  const prepared = (text: string) => {
    const statement = kept.get(text) ?? connection.prepare(text);
    kept.set(text, statement);
    return statement;
  };
  return {
    run: (statement, values = []) => void prepared(statement).run(...values),
    all: <Result>(query: string) => connection.prepare(query).all() as readonly Result[],
    each: (query) => connection.prepare(query).raw().iterate() as Iterable<Row>,
    close: () => connection.close(),
  };
}
