/**
 * Which history a revision belongs to. A database that loses its tail (a failover that was behind, a copy put back) gives the same
 * revisions and version ids to other contents afterwards. So each applied batch also has a random id, and what is kept of a revision
 * holds only while the database still has the batch that it was read under.
 */
import { randomUUID } from "node:crypto";
import { type EntityManager, Not, type QueryRunner } from "typeorm";
import { createTable } from "../database/create-table.ts";
import { defineTable } from "../database/define-table.ts";

interface BatchRow {
  /** The revision that the batch brought. */
  readonly revision: number;
  readonly id: string;
}

export const batchTable = defineTable<BatchRow>("applied_batch", {
  columns: { revision: { kind: "bigInteger", key: true }, id: { kind: "code", required: true } },
});

/** For a migration, which then names what was applied before it. */
export function createBatchTable(runner: QueryRunner): Promise<void> {
  const columns = { revision: { kind: "bigInteger", key: true }, id: { kind: "code", required: true } } as const;
  return createTable(runner, "applied_batch", columns);
}

/** Call it in the transaction that applies the batch. */
export async function nameBatch(manager: EntityManager, revision: number): Promise<void> {
  await manager.insert(batchTable.entity, { revision, id: randomUUID() });
}

/** Whatever was read under earlier batches is void. Call it in the transaction that takes its versions away. */
export async function forgetBatchesBefore(manager: EntityManager, revision: number): Promise<void> {
  await manager.delete(batchTable.entity, { revision: Not(revision) });
}

/** A place in a follower's history. */
export interface HistoryPoint {
  readonly revision: number;
  /** Id of the batch that brought the revision; empty where a process of an earlier release applied it. */
  readonly batch: string;
}

/** Whether the database has come by this very batch. */
export async function isOnTheWay(manager: EntityManager, { revision, batch }: HistoryPoint): Promise<boolean> {
  const found = await manager.findOneBy(batchTable.entity, { revision });
  return (found?.id ?? "") === batch;
}

/** A row of a statement with `pointColumns`. */
export interface PointRow {
  /** MySQL gives 64-bit integers as text. */
  readonly revision: number | string;
  readonly batch: string | null;
  /** The batch that the database has at the revision of the last read. */
  readonly last_batch: string | null;
}

/** What to select from the state's table, aliased `state`, for an `EpochReader`; the one parameter is its `lastRevision`. */
export const pointColumns = `state.revision AS revision,
  (SELECT b.id FROM applied_batch AS b WHERE b.revision = state.revision) AS batch,
  (SELECT b.id FROM applied_batch AS b WHERE b.revision = ?) AS last_batch`;

/** Lasts as long as the database goes on from what this process has read: caches are keyed by it, and by revisions within it. */
export interface Epoch extends HistoryPoint {
  readonly epoch: string;
}

export interface EpochReader {
  readonly lastRevision: number;
  /** Reads must come one after another. */
  read(row: PointRow): Epoch;
}

export function createEpochReader(): EpochReader {
  let last: Epoch = { epoch: randomUUID(), revision: 0, batch: "" };
  return {
    get lastRevision() {
      return last.revision;
    },
    read({ revision, batch, last_batch }) {
      const goesOn = last_batch !== null && last_batch === last.batch;
      last = { epoch: goesOn ? last.epoch : randomUUID(), revision: Number(revision), batch: batch ?? "" };
      return last;
    },
  };
}
