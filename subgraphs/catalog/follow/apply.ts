/** Applies a page of a department's changes to the index, all of it with the cursor, or nothing. */
import type { EntityManager } from "typeorm";
import { insertRows } from "#kit/database/insert-rows.ts";
import { closeVersions, findOpenVersions, takeRevision } from "#kit/follow/history.ts";
import { type Batch, isTaken, movePosition } from "#kit/follow/position.ts";
import { inTurns, mapInTurns } from "#kit/turns/steps.ts";
import { giveTurn } from "#kit/turns/turn.ts";
import { postingsOf } from "../search/postings.ts";
import {
  budgetAmountTable,
  contentTable,
  facetTable,
  type PostingRow,
  postingTable,
  stateTable,
  versionTable,
} from "../tables/tables.ts";
import { budgetAmounts, facetValues } from "./index-rows.ts";
import { type AddedVersion, layTimeline } from "./timeline.ts";

/** False when somebody else has moved the cursor meanwhile: the changes are then theirs. Call it inside a transaction. */
export async function applyBatch(manager: EntityManager, batch: Batch): Promise<boolean> {
  const state = await takeRevision(manager, stateTable);
  if (await isTaken(manager, batch)) return false;
  const open = await findOpenVersions(manager, versionTable, batch);
  const timeline = await inTurns(layTimeline(batch, state, open));
  await closeVersions(manager, versionTable, timeline.closed);
  await insertVersions(manager, timeline.added);
  await manager.update(stateTable.entity, { id: 1 }, { lastVersionId: state.lastVersionId + timeline.added.length });
  await movePosition(manager, batch);
  return true;
}

async function insertVersions(manager: EntityManager, added: readonly AddedVersion[]): Promise<void> {
  const of = async <Row>(rowsOf: (version: AddedVersion) => readonly Row[]) => (await mapInTurns(added, rowsOf)).flat();
  await insertRows(
    manager,
    versionTable,
    added.map(({ row }) => row),
  );
  await insertRows(
    manager,
    contentTable,
    added.map(({ row: { versionId }, contract }) => ({ versionId, contract })),
  );
  await insertRows(
    manager,
    facetTable,
    await of(({ row: { versionId, department }, contract }) =>
      facetValues(department, contract).map((value) => ({ versionId, ...value })),
    ),
  );
  await insertRows(
    manager,
    budgetAmountTable,
    await of(({ row: { versionId }, contract }) => budgetAmounts(contract).map((amount) => ({ versionId, amount }))),
  );
  await insertRows(manager, postingTable, await postingsInKeyOrder(added));
}

/** In any other order, each posting would be written to another page of the table. Versions come in order already. */
async function postingsInKeyOrder(added: readonly AddedVersion[]): Promise<readonly PostingRow[]> {
  const byToken = new Map<string, PostingRow[]>();
  for (const { row, contract } of added) {
    await giveTurn();
    for (const { token, impact } of postingsOf(contract)) {
      const posting = { token, versionId: row.versionId, impact };
      const postings = byToken.get(token);
      if (postings) postings.push(posting);
      else byToken.set(token, [posting]);
    }
  }
  const inOrder: PostingRow[] = [];
  for (const token of [...byToken.keys()].sort()) {
    await giveTurn();
    for (const posting of byToken.get(token) ?? []) inOrder.push(posting);
  }
  return inOrder;
}
