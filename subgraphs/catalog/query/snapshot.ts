/** The moment an answer is about: a revision of the catalog, and a time in the graph's history when one is asked for. */
import type { EntityManager } from "typeorm";
import { createEpochReader, type Epoch, type HistoryPoint, type PointRow, pointColumns } from "#kit/follow/batches.ts";
import { createFreshRead } from "#kit/loaders/fresh-read.ts";
import { type Sql, sql } from "./sql.ts";

export interface Snapshot extends HistoryPoint {
  readonly lastVersionId: number;
  /** Null asks for what the graph says now. */
  readonly asOf: string | null;
}

/** Where the catalog stands. */
export interface State extends Epoch {
  readonly lastVersionId: number;
}

interface StateColumns extends PointRow {
  readonly last: number | string;
}

const selectState = `SELECT ${pointColumns}, state.last_version_id AS last FROM catalog_state AS state WHERE state.id = 1`;

/** Whoever asks hears of every revision that was committed before; those who ask at the same time are told together. */
export function createStateReader(manager: EntityManager): () => Promise<State> {
  const epochs = createEpochReader();
  return createFreshRead(async () => {
    const [row] = await manager.query<readonly StateColumns[]>(selectState, [epochs.lastRevision]);
    if (row === undefined) throw new Error("the catalog has lost its state");
    return { ...epochs.read(row), lastVersionId: Number(row.last) };
  });
}

/**
 * The versions `v` that the graph showed then, as the catalog of that revision knew it. What was ended after the
 * revision had no end yet, whenever in the department's time the end turned out to be.
 */
export function visible({ revision, asOf }: Pick<Snapshot, "revision" | "asOf">): Sql {
  if (asOf === null) return sql`v.from_revision <= ${revision} AND v.to_revision > ${revision}`;
  return sql`v.from_revision <= ${revision} AND v.valid_from <= ${asOf} AND (v.valid_to > ${asOf} OR v.to_revision > ${revision})`;
}
