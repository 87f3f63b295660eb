/** Reads the rows of a snapshot. What a statement found at a revision never changes, so it is not asked twice. */
import type { EntityManager } from "typeorm";
import { BoundedCache } from "#kit/bounded-cache.ts";
import { selectRows } from "./run.ts";
import type { SettledList } from "./settle.ts";
import type { Sql } from "./sql.ts";

export interface SnapshotReader {
  /** The statement must be bound to the list's snapshot: it names the revision that it is about. */
  select<Row extends object>(list: SettledList, statement: Sql): Promise<readonly Row[]>;
}

/** Statements whose rows are kept; a page holds at most some hundred. */
const statementsKept = 1_000;

export function createSnapshotReader(manager: EntityManager): SnapshotReader {
  const kept = new BoundedCache<string, Promise<readonly object[]>>(statementsKept);
  return {
    select<Row extends object>({ epoch }: SettledList, statement: Sql) {
      const key = JSON.stringify([epoch, statement.text, statement.values]);
      const found = kept.get(key) ?? selectRows<Row>(manager, statement);
      kept.set(key, found);
      found.catch(() => kept.delete(key));
      // The key holds the whole statement, and a statement's rows have one type.
      return found as Promise<readonly Row[]>;
    },
  };
}
