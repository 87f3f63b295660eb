/** How far a follower has come with each department: the cursor that is kept in one transaction with what was applied. */
import type { EntityManager } from "typeorm";
import { defineTable } from "../database/define-table.ts";
import type { ChangeRow } from "../feed/tables.ts";
import { changeDigest } from "./change-digest.ts";

export interface PositionRow {
  readonly department: string;
  /** Sequence number of the last applied change. */
  readonly sequence: number;
  /** Digest of that change: a feed that tells another story at this number has begun anew. */
  readonly digest: string;
  readonly lastChangeAt: string;
}

export const positionTable = defineTable<PositionRow>("department_position", {
  columns: {
    department: { kind: "code", key: true },
    sequence: { kind: "bigInteger", required: true },
    digest: { kind: "code", required: true },
    lastChangeAt: { kind: "moment", required: true },
  },
});

export function findPosition(manager: EntityManager, department: string): Promise<PositionRow | null> {
  return manager.findOneBy(positionTable.entity, { department });
}

export interface Batch {
  readonly department: string;
  /** Sequence number after which the changes begin. */
  readonly after: number;
  readonly changes: readonly ChangeRow[];
}

/** Whether somebody else has applied the batch meanwhile. Call it inside the transaction that applies it. */
export async function isTaken(manager: EntityManager, { department, after }: Batch): Promise<boolean> {
  const position = await findPosition(manager, department);
  return (position?.sequence ?? 0) !== after;
}

export async function movePosition(manager: EntityManager, { department, changes }: Batch): Promise<void> {
  const last = changes.at(-1);
  if (last === undefined) return;
  const { sequence, at: lastChangeAt } = last;
  await manager.delete(positionTable.entity, { department });
  await manager.insert(positionTable.entity, { department, sequence, digest: changeDigest(last), lastChangeAt });
}
