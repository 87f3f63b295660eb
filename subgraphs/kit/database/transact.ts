/** One transaction on a connection of its own, that tells a commit nobody knows the end of from one that did not happen. */
import type { DataSource, EntityManager, QueryRunner } from "typeorm";
import { errors } from "../errors.ts";

export type Work<T> = (manager: EntityManager) => Promise<T>;

/** @throws HubError COMMIT_UNKNOWN when the connection is lost between the commit and its acknowledgement */
export async function transact<T>(source: DataSource, work: Work<T>, isLost: (error: unknown) => boolean): Promise<T> {
  const runner = source.createQueryRunner();
  try {
    await runner.startTransaction();
    const result = await work(runner.manager);
    await commit(runner, isLost);
    return result;
  } catch (error) {
    await rollBack(runner);
    throw error;
  } finally {
    await runner.release();
  }
}

async function commit(runner: QueryRunner, isLost: (error: unknown) => boolean): Promise<void> {
  try {
    await runner.commitTransaction();
  } catch (error) {
    if (!isLost(error)) throw error;
    const unknown = errors.commitUnknown();
    unknown.cause = error;
    throw unknown;
  }
}

/** On a connection that is lost there is nothing to roll back, and the first error is the one to tell. */
async function rollBack(runner: QueryRunner): Promise<void> {
  if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
}
