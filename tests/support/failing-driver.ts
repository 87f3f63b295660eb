/** Statements that fail where a test wants them to, below everything of ours: in SQLite's driver, or between us and a MySQL server. */
import { createRequire } from "node:module";
import { type FailingProxy, startFailingProxy } from "./failing-proxy.ts";

export interface FailingDriver {
  /** How many statements the work takes. */
  count(work: () => Promise<unknown>): Promise<number>;
  /** From now on these statements fail, counted from 1. */
  fail(statements: readonly number[], kind: string): void;
  /** From now on none fails. */
  heal(): void;
  /** How statements can fail. */
  readonly kinds: readonly string[];
}

interface Connection {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  readonly inTransaction: boolean;
}

interface Statement {
  run(...values: readonly unknown[]): unknown;
  all(...values: readonly unknown[]): unknown;
}

interface Libsql {
  new (file: string): Connection;
  readonly prototype: Connection;
  readonly SqliteError: new (message: string, code: string, rawCode: number) => Error;
}

type Fail = (connection: Connection, carryOut: () => unknown) => Error;

/** Its classes are those of this test file's modules: nothing has to be put back. */
export function failSqlite(): FailingDriver {
  const libsql: Libsql = createRequire(import.meta.url)("libsql");
  const error = (code: string) => new libsql.SqliteError(`injected ${code}`, code, 1);
  const { exec, prepare } = libsql.prototype;
  const kinds = new Map<string, Fail>([
    ["full, and rolled back by SQLite itself", (connection) => rolledBack(connection, exec, error("SQLITE_FULL"))],
    ["broken, and left open", () => error("SQLITE_IOERR_WRITE")],
    ["carried out, and then broken", (_, carryOut) => carriedOut(carryOut, error("SQLITE_IOERR_FSYNC"))],
  ]);
  const counter = createCounter();
  const through = <Result>(connection: Connection, carryOut: () => Result): Result => {
    const kind = counter.next();
    if (kind === undefined) return carryOut();
    throw kinds.get(kind)?.(connection, carryOut) ?? new Error(`no kind ${kind}`);
  };
  libsql.prototype.exec = function (this: Connection, sql) {
    return through(this, () => exec.call(this, sql));
  };
  libsql.prototype.prepare = function (this: Connection, sql) {
    const statement = prepare.call(this, sql);
    const [run, all] = [statement.run.bind(statement), statement.all.bind(statement)];
    // Pragmas of the driver's own go this way too.
    statement.run = (...values) => through(this, () => run(...values));
    statement.all = (...values) => through(this, () => all(...values));
    return statement;
  };
  return { ...counter.driver, kinds: [...kinds.keys()] };
}

function rolledBack(connection: Connection, exec: Connection["exec"], error: Error): Error {
  if (connection.inTransaction) exec.call(connection, "ROLLBACK");
  return error;
}

function carriedOut(carryOut: () => unknown, error: Error): Error {
  carryOut();
  return error;
}

export interface FailingServer extends FailingDriver {
  /** Of the server, by way of what lies between. */
  readonly url: string;
  close(): Promise<void>;
}

export async function failMysql(url: string): Promise<FailingServer> {
  const counter = createCounter();
  const proxy: FailingProxy = await startFailingProxy(url, counter.next);
  return { ...counter.driver, kinds: proxy.kinds, url: proxy.url, close: proxy.close };
}

function createCounter() {
  let counted = 0;
  let failing: readonly number[] = [];
  let kind = "";
  return {
    /** How the statement that comes now is to fail; undefined where it is not to. */
    next(): string | undefined {
      counted += 1;
      return failing.includes(counted) ? kind : undefined;
    },
    driver: {
      async count(work: () => Promise<unknown>) {
        counted = 0;
        await work();
        return counted;
      },
      fail(statements: readonly number[], how: string) {
        counted = 0;
        failing = statements;
        kind = how;
      },
      heal() {
        failing = [];
      },
    },
  };
}
