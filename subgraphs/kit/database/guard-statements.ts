/**
 * The statements of one transaction, one after another: after one that failed no other is sent. A database that has rolled back by itself
 * would carry the next ones out each for itself, and half of the work would stay.
 */
import type { DataSource, EntityManager, QueryRunner } from "typeorm";

export interface GuardedStatements {
  readonly manager: EntityManager;
  /** Resolves when all statements are done and none failed; none is taken any more. @throws what the first that failed threw */
  finish(): Promise<void>;
}

type Query = QueryRunner["query"];

export function guardStatements(source: DataSource, runner: QueryRunner): GuardedStatements {
  let last: Promise<unknown> = Promise.resolve();
  let failure: { readonly error: unknown } | undefined;
  let isFinished = false;
  const query = (...asked: Parameters<Query>) => {
    if (isFinished) return Promise.reject(new Error("a statement after the end of its transaction"));
    const answer = last.then(() => {
      if (failure) throw failure.error;
      return runner.query(...asked);
    });
    last = answer.catch((error: unknown) => {
      failure ??= { error };
    });
    return answer;
  };
  const guarded: QueryRunner = Object.create(runner, { query: { value: query } });
  const manager = source.createEntityManager(guarded);
  Object.assign(guarded, { manager });
  return {
    manager,
    async finish() {
      isFinished = true;
      await last;
      if (failure) throw failure.error;
    },
  };
}
