/** Keeps what the departments tell: each batch with the cursor in one transaction, and nothing is ever thrown away. */
import type { EntityManager } from "typeorm";
import { insertRows } from "#kit/database/insert-rows.ts";
import type { Database } from "#kit/database/open.ts";
import { closeVersions, findOpenVersions, lastRevision, takeRevision } from "#kit/follow/history.ts";
import {
  type Batch,
  findPosition,
  isTaken,
  movePosition,
  type PositionRow,
  positionTable,
} from "#kit/follow/position.ts";
import type { Keeper } from "#kit/follow/pull.ts";
import { inTurns } from "#kit/turns/steps.ts";
import { measureVersionTable, stateTable } from "../tables/tables.ts";
import { layVersions } from "./versions.ts";

/** `afterwards` is called when something new is there to be looked at. */
export function createKeeper(
  database: Database,
  hasRoom: Keeper["hasRoom"],
  afterwards: () => Promise<unknown>,
): Keeper {
  return {
    database,
    hasRoom,
    async apply(batch) {
      await database.transaction((manager) => applyBatch(manager, batch));
      await afterwards();
    },
    forget: (department, known) => database.transaction((manager) => forgetDepartment(manager, department, known)),
  };
}

async function applyBatch(manager: EntityManager, batch: Batch): Promise<void> {
  const state = await takeRevision(manager, stateTable);
  if (await isTaken(manager, batch)) return;
  const open = await findOpenVersions(manager, measureVersionTable, batch);
  const { added, ended } = await inTurns(layVersions(batch, state, open));
  await closeVersions(manager, measureVersionTable, ended);
  await insertRows(manager, measureVersionTable, added);
  await manager.update(
    stateTable.entity,
    { id: 1 },
    {
      lastVersionId: state.lastVersionId + added.length,
      changesSinceFit: state.changesSinceFit + added.length + ended.length,
    },
  );
  await movePosition(manager, batch);
}

/** Snapshots name versions, so that those of the history before stay; they only are no more what the department says or said. */
async function forgetDepartment(manager: EntityManager, department: string, known: PositionRow | null): Promise<void> {
  const { revision } = await takeRevision(manager, stateTable);
  const position = await findPosition(manager, department);
  if (position?.digest !== known?.digest) return;
  await manager.query("UPDATE measure_version SET valid_to = valid_from WHERE department = ?", [department]);
  const open = { department, toRevision: lastRevision };
  await manager.update(measureVersionTable.entity, open, { toRevision: revision });
  await manager.delete(positionTable.entity, { department });
}
