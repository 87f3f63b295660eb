/** Reads the change feed in the order of commit. */
import { type EntityManager, MoreThan } from "typeorm";
import { type ChangeRow, changeTable, feedPositionTable } from "./tables.ts";

export interface ChangePage {
  /** In order of their sequence numbers, which are without gaps. */
  readonly changes: readonly ChangeRow[];
  /** The last number given out when the page was read. */
  readonly last: number;
}

const largestPage = 1_000;

export async function readChanges(manager: EntityManager, after: number, first: number): Promise<ChangePage> {
  const changes = await manager.find(changeTable.entity, {
    where: { sequence: MoreThan(after) },
    order: { sequence: "ASC" },
    take: Math.min(Math.max(first, 0), largestPage),
  });
  const position = await manager.findOneBy(feedPositionTable.entity, { id: 1 });
  return { changes, last: position?.last ?? 0 };
}
