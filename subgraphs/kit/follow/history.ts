/** The versions that a follower keeps of each record: every one of them with the revisions of its own that brought and ended it. */
import { type EntityManager, In } from "typeorm";
import type { TableDefinition } from "../database/define-table.ts";
import type { ContractInput, RecordInterface } from "../records/record.ts";
import { slices } from "../slices.ts";
import { nameBatch } from "./batches.ts";
import type { Batch } from "./position.ts";

export const endOfTime = "9999-12-31T23:59:59.999Z";
export const lastRevision = Number.MAX_SAFE_INTEGER;

export interface HistoryState {
  readonly id: number;
  /** One more at each applied batch. */
  readonly revision: number;
  readonly lastVersionId: number;
}

export interface HistoryRow {
  readonly versionId: number;
  readonly department: string;
  readonly code: string;
  /** Time of the change that ended it, `endOfTime` while there is none. */
  readonly validTo: string;
  /** Revision that brought its successor or its tombstone, `lastRevision` while there is none. */
  readonly toRevision: number;
}

/** The next revision; nobody else applies anything until the transaction ends. */
export async function takeRevision<State extends HistoryState>(
  manager: EntityManager,
  table: TableDefinition<State>,
): Promise<State> {
  await advance(manager, table);
  const state = await manager.createQueryBuilder(table.entity, "state").where({ id: 1 }).getOneOrFail();
  await nameBatch(manager, state.revision);
  return state;
}

async function advance(manager: EntityManager, { entity }: TableDefinition<HistoryState>): Promise<void> {
  await manager.increment(entity, { id: 1 }, "revision", 1);
}

/** A row takes the thread to be made into what it says, so a statement gives few of them. */
const rowsOfStatement = 250;

/** Of the records that a batch speaks of. */
export async function findOpenVersions<Row extends HistoryRow>(
  manager: EntityManager,
  { entity }: TableDefinition<Row>,
  { department, changes }: Batch,
): Promise<Row[]> {
  const open: Row[] = [];
  for (const codes of slices([...new Set(changes.map(({ code }) => code))], rowsOfStatement)) {
    const rows = await manager
      .createQueryBuilder(entity, "version")
      .where({ code: In([...codes]), toRevision: lastRevision, department })
      .getMany();
    open.push(...rows);
  }
  return open;
}

/** Changes written in one transaction share their time, so there are few statements here. */
export async function closeVersions(
  manager: EntityManager,
  { entity }: TableDefinition<HistoryRow>,
  closed: readonly HistoryRow[],
): Promise<void> {
  for (const [validTo, rows] of Map.groupBy(closed, (row) => row.validTo)) {
    const toRevision = rows[0]?.toRevision ?? lastRevision;
    for (const ids of slices(
      rows.map(({ versionId }) => versionId),
      rowsOfStatement,
    )) {
      await manager.update(entity, { versionId: In([...ids]) }, { validTo, toRevision });
    }
  }
}

/** Every talent resource states its kind, and no measure has one. */
export function interfaceOf(contract: ContractInput): RecordInterface {
  return "kind" in contract ? "TalentResource" : "Measure";
}
