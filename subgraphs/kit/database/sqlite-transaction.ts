/**
 * Transactions on the one connection that writes to a SQLite file. Only SQLite knows whether one is open, since it rolls back by
 * itself when a disk is full: it is asked, and TypeORM's own count is not.
 */
import type { DataSource } from "typeorm";
import { errors } from "../errors.ts";
import { guardStatements } from "./guard-statements.ts";
import { isCommitUnknown } from "./sqlite-faults.ts";
import type { Work } from "./transact.ts";

/** What lies below TypeORM. Once it is closed it must not be asked anything: libsql would end the process. */
export interface SqliteConnection {
  exec(sql: string): void;
  readonly inTransaction: boolean;
}

export interface SqliteTransactions {
  readonly source: DataSource;
  readonly connection: SqliteConnection;
  /** @throws HubError where what is written now would not be kept */
  readonly assertKept: () => void;
}

/** `IMMEDIATE` takes the lock of whoever writes before any work is done; `DEFERRED` is for reading alone. */
export type SqliteMode = "IMMEDIATE" | "DEFERRED";

export async function transactOnSqlite<T>(
  { source, connection, assertKept }: SqliteTransactions,
  work: Work<T>,
  mode: SqliteMode,
): Promise<T> {
  if (mode === "IMMEDIATE") assertKept();
  restore(connection);
  connection.exec(`BEGIN ${mode}`);
  const { manager, finish } = guardStatements(source, source.createQueryRunner());
  try {
    const result = await work(manager);
    await finish();
    commit(connection);
    if (mode === "IMMEDIATE") assertKept();
    return result;
  } catch (error) {
    // What the work began and did not wait for is not to come after the rollback.
    await finish().catch(() => undefined);
    attemptRollback(connection);
    throw error;
  }
}

/** Ends what a rollback that failed has left open. @throws HubError DATABASE_FAULT where it cannot be ended now either */
function restore(connection: SqliteConnection): void {
  const error = attemptRollback(connection);
  if (connection.inTransaction) throw Object.assign(errors.databaseFault("ROLLBACK"), { cause: error });
}

/** The first error is the one to tell; whether it worked is asked before the next transaction begins. */
function attemptRollback(connection: SqliteConnection): unknown {
  if (!connection.inTransaction) return undefined;
  try {
    connection.exec("ROLLBACK");
    return undefined;
  } catch (error) {
    return error;
  }
}

function commit(connection: SqliteConnection): void {
  try {
    connection.exec("COMMIT");
  } catch (error) {
    // Where it is still open, it was not carried out.
    if (connection.inTransaction || !isCommitUnknown(error)) throw error;
    throw Object.assign(errors.commitUnknown(), { cause: error });
  }
  if (connection.inTransaction) throw errors.databaseFault("COMMIT");
}
