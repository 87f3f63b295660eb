/** Applies a page of a department's changes to the index, all of it with the cursor, or nothing. */
import type { EntityManager } from "typeorm";
import { insertRows } from "#kit/database/insert-rows.ts";
import { closeVersions, findOpenVersions, takeRevision } from "#kit/follow/history.ts";
import { type Batch, isTaken, movePosition } from "#kit/follow/position.ts";
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
  const timeline = layTimeline(batch, state, open);
  await closeVersions(manager, versionTable, timeline.closed);
  await insertVersions(manager, timeline.added);
  await manager.update(stateTable.entity, { id: 1 }, { lastVersionId: state.lastVersionId + timeline.added.length });
  await movePosition(manager, batch);
  return true;
}

async function insertVersions(manager: EntityManager, added: readonly AddedVersion[]): Promise<void> {
  const of = <Row>(rowsOf: (version: AddedVersion) => readonly Row[]) => added.flatMap(rowsOf);
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
    of(({ row: { versionId, department }, contract }) =>
      facetValues(department, contract).map((value) => ({ versionId, ...value })),
    ),
  );
  await insertRows(
    manager,
    budgetAmountTable,
    of(({ row: { versionId }, contract }) => budgetAmounts(contract).map((amount) => ({ versionId, amount }))),
  );
  const postings = of(({ row: { versionId }, contract }) =>
    postingsOf(contract).map(({ token, impact }) => ({ token, versionId, impact })),
  );
  await insertRows(manager, postingTable, inKeyOrder(postings));
}

/** In any other order, each posting would be written to another page of the table. Versions come in order already. */
function inKeyOrder(postings: readonly PostingRow[]): readonly PostingRow[] {
  const byToken = Map.groupBy(postings, ({ token }) => token);
  return [...byToken.keys()].sort().flatMap((token) => byToken.get(token) ?? []);
}
