/** The moment an answer is about: a revision of the catalog, and a time in the graph's history when one is asked for. */
import type { EntityManager } from "typeorm";
import { type StateRow, stateTable } from "../tables/tables.ts";
import { type Sql, sql } from "./sql.ts";

export interface Snapshot {
  readonly revision: number;
  /** Null asks for what the graph says now. */
  readonly asOf: string | null;
}

export function readState(manager: EntityManager): Promise<StateRow> {
  return manager.findOneByOrFail(stateTable.entity, { id: 1 });
}

/**
 * The versions `v` that the graph showed then, as the catalog of that revision knew it. What was ended after the
 * revision had no end yet, whenever in the department's time the end turned out to be.
 */
export function visible({ revision, asOf }: Snapshot): Sql {
  if (asOf === null) return sql`v.from_revision <= ${revision} AND v.to_revision > ${revision}`;
  return sql`v.from_revision <= ${revision} AND v.valid_from <= ${asOf} AND (v.valid_to > ${asOf} OR v.to_revision > ${revision})`;
}
