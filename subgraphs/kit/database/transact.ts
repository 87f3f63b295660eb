/** One transaction on a connection of its own: acknowledged only when the server says that none is open any more. */
import type { DataSource, EntityManager, QueryRunner } from "typeorm";
import { errors } from "../errors.ts";
import { guardStatements } from "./guard-statements.ts";

export type Work<T> = (manager: EntityManager) => Promise<T>;

export interface TransactOptions {
  /** Given the connection, before anything is begun on it. */
  readonly prepare: (runner: QueryRunner) => Promise<void>;
  /** `START TRANSACTION`, or how else it is to begin. */
  readonly begin: string;
  /** Whether an error of the commit leaves open whether it was carried out. */
  readonly isCommitUnknown: (error: unknown) => boolean;
}

/** @throws HubError COMMIT_UNKNOWN when nobody knows whether the commit was carried out */
export async function transact<T>(
  source: DataSource,
  work: Work<T>,
  { prepare, begin, isCommitUnknown }: TransactOptions,
): Promise<T> {
  const runner = source.createQueryRunner();
  const { manager, finish } = guardStatements(source, runner);
  let mayBeOpen = false;
  try {
    await prepare(runner);
    mayBeOpen = true;
    await runner.query(begin);
    try {
      const result = await work(manager);
      await finish();
      await commit(runner, isCommitUnknown);
      mayBeOpen = false;
      return result;
    } catch (error) {
      // What the work began and did not wait for is not to come after the rollback.
      await finish().catch(() => undefined);
      mayBeOpen = !(await rollBack(runner));
      throw error;
    }
  } finally {
    // Whoever gets the connection next would commit what is open on it, by beginning anew.
    if (mayBeOpen) await destroyConnection(runner);
    await runner.release();
  }
}

async function commit(runner: QueryRunner, isCommitUnknown: (error: unknown) => boolean): Promise<void> {
  const answer: unknown = await runner.query("COMMIT").catch((error: unknown) => {
    throw isCommitUnknown(error) ? Object.assign(errors.commitUnknown(), { cause: error }) : error;
  });
  if (!saysClosed(answer)) throw errors.commitUnknown();
}

/** Whether the server says that nothing is open; on a connection that is lost nothing can be said. */
async function rollBack(runner: QueryRunner): Promise<boolean> {
  return runner.query("ROLLBACK").then(saysClosed, () => false);
}

/** SERVER_STATUS_IN_TRANS, which every answer to a statement without rows carries. */
const inTransaction = 1;

function saysClosed(answer: unknown): boolean {
  if (typeof answer !== "object" || answer === null || !("serverStatus" in answer)) return false;
  return (Number(answer.serverStatus) & inTransaction) === 0;
}

async function destroyConnection(runner: QueryRunner): Promise<void> {
  const connection: { destroy(): void } | undefined = await runner.connect().catch(() => undefined);
  connection?.destroy();
}
