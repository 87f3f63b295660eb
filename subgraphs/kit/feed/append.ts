/** Writes changes to the feed, in the transaction that makes them. */
import type { EntityManager } from "typeorm";
import { insertRows } from "../database/insert-rows.ts";
import { type ChangeRow, changeTable, feedPositionTable } from "./tables.ts";

/** A writer's turn: nobody else writes in this department until the transaction ends. */
export interface Turn {
  /** The last sequence number given out. */
  readonly last: number;
  /** The time of every change of this transaction, never before that of an earlier change. */
  readonly at: string;
}

/** Call it first in a transaction: what is read after it cannot change until the commit. */
export async function takeTurn(manager: EntityManager): Promise<Turn> {
  await manager.increment(feedPositionTable.entity, { id: 1 }, "last", 0);
  const { last, lastAt } = await manager.findOneByOrFail(feedPositionTable.entity, { id: 1 });
  const now = new Date().toISOString();
  return { last, at: now > lastAt ? now : lastAt };
}

export type NewChange = Omit<ChangeRow, "sequence">;

export async function appendChanges(manager: EntityManager, turn: Turn, changes: readonly NewChange[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map((change, index) => ({ sequence: turn.last + 1 + index, ...change }));
  await insertRows(manager, changeTable, rows);
  const position = { last: turn.last + changes.length, lastAt: turn.at };
  await manager.update(feedPositionTable.entity, { id: 1 }, position);
}
