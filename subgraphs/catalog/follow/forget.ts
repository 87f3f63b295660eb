/** Takes a department out of the index, when its own history has begun anew. */
import { randomUUID } from "node:crypto";
import type { EntityManager } from "typeorm";
import { forgetBatchesBefore } from "#kit/follow/batches.ts";
import { takeRevision } from "#kit/follow/history.ts";
import { type PositionRow, positionTable } from "#kit/follow/position.ts";
import { stateTable, versionTables } from "../tables/tables.ts";

/**
 * Cursors of the time before are void afterwards: what they would go on from is gone. Nothing happens if somebody else
 * has moved the position meanwhile. Call it inside a transaction.
 */
export async function forgetDepartment(
  manager: EntityManager,
  department: string,
  known: PositionRow | null,
): Promise<void> {
  const { revision } = await takeRevision(manager, stateTable);
  const position = await manager.findOneBy(positionTable.entity, { department });
  if (position?.digest !== known?.digest) return;
  for (const { name } of versionTables) {
    await manager.query(`DELETE FROM ${name} WHERE version_id IN (${versionsOf(name)})`, [department]);
  }
  await manager.delete(positionTable.entity, { department });
  await manager.update(stateTable.entity, { id: 1 }, { epoch: randomUUID() });
  await forgetBatchesBefore(manager, revision);
}

// MySQL will not delete from a table that a subquery reads, unless the subquery is a table of its own.
function versionsOf(table: string): string {
  const select = "SELECT version_id FROM record_version WHERE department = ?";
  return table === "record_version" ? `SELECT version_id FROM (${select}) AS gone` : select;
}
