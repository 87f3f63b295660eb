/** The moment an answer is about: a revision of the catalog, and a time in the graph's history when one is asked for. */
import type { EntityManager } from "typeorm";
import { createFreshRead } from "#kit/loaders/fresh-read.ts";
import type { StateRow } from "../tables/tables.ts";
import { selectRows } from "./run.ts";
import { type Sql, sql } from "./sql.ts";

export interface Snapshot {
  readonly revision: number;
  readonly lastVersionId: number;
  /** Null asks for what the graph says now. */
  readonly asOf: string | null;
}

/** Where the catalog stands. */
export type State = Pick<StateRow, "epoch" | "revision" | "lastVersionId">;

/** Whoever asks hears of every revision that was committed before; those who ask at the same time are told together. */
export function createStateReader(manager: EntityManager): () => Promise<State> {
  return createFreshRead(async () => {
    const statement = sql`SELECT epoch, revision, last_version_id AS last FROM catalog_state WHERE id = 1`;
    const [row] = await selectRows<{ epoch: string; revision: number | string; last: number | string }>(
      manager,
      statement,
    );
    if (row === undefined) throw new Error("the catalog has lost its state");
    // MySQL gives 64-bit integers as text.
    return { epoch: row.epoch, revision: Number(row.revision), lastVersionId: Number(row.last) };
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
