/** How long changes wait for locks in the database: a holder that does not let go has them refused, one that others get past does not. */
import type { QueryRunner } from "typeorm";
import { errors } from "../errors.ts";
import { isLockWaitEnded } from "./mysql-faults.ts";

/**
 * The answer of a change comes before the gateway gives the mutation up, as on SQLite. InnoDB itself waits 50 s, and a year for a table
 * that is being altered or dumped.
 */
const lockWaitSeconds = 4;

export async function boundLockWaits(runner: QueryRunner): Promise<void> {
  await runner.query(
    `SET SESSION innodb_lock_wait_timeout = ${lockWaitSeconds}, lock_wait_timeout = ${lockWaitSeconds}`,
  );
}

export interface LockWaits {
  /** For one change, with all its attempts. */
  begin(): Waiting;
}

export interface Waiting {
  /** @throws HubError DATABASE_BUSY where whoever had the connection before has waited in vain */
  prepare(runner: QueryRunner): Promise<void>;
  attempt<T>(work: () => Promise<T>): Promise<T>;
  /** Where nobody got past the lock meanwhile, the next attempt would wait as long. */
  isWorthRetrying(error: unknown): boolean;
}

export function createLockWaits(): LockWaits {
  const bounded = new WeakSet<object>();
  let [lastCommit, lastEndedWait] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return {
    begin() {
      let begun = performance.now();
      const isBlocked = () => lastEndedWait > begun && lastCommit < begun;
      return {
        async prepare(runner) {
          const connection: object = await runner.connect();
          if (isBlocked()) throw errors.databaseBusy();
          if (bounded.has(connection)) return;
          await boundLockWaits(runner);
          bounded.add(connection);
        },
        async attempt(work) {
          begun = performance.now();
          try {
            const result = await work();
            lastCommit = performance.now();
            return result;
          } catch (error) {
            if (isLockWaitEnded(error)) lastEndedWait = performance.now();
            throw error;
          }
        },
        isWorthRetrying: (error) => !isLockWaitEnded(error) || lastCommit > begun,
      };
    },
  };
}
