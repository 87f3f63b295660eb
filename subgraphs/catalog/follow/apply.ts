/** Applies a page of a department's changes to the index, all of it with the cursor, or nothing. */
import type { EntityManager } from "typeorm";
import { insertRows } from "#kit/database/insert-rows.ts";
import { closeVersions, findOpenVersions, takeRevision } from "#kit/follow/history.ts";
import { type Batch, isTaken, movePosition } from "#kit/follow/position.ts";
import type { ContractInput } from "#kit/records/record.ts";
import { slices } from "#kit/slices.ts";
import { inTurns, mapInTurns } from "#kit/turns/steps.ts";
import { giveTurn } from "#kit/turns/turn.ts";
import { type Posting, readPostings } from "../search/postings.ts";
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
import { type AddedVersion, contractOf, layTimeline } from "./timeline.ts";

/** What the changes of a batch are found by, read before the transaction: it takes longer than all of its statements. */
export type ReadBatch = ReadonlyMap<ContractInput, readonly Posting[]>;

/** Records that the analyser is asked about together. */
const recordsTogether = 25;

/** @throws where the analyser cannot be loaded */
export async function readBatch({ changes }: Batch): Promise<ReadBatch> {
  const contracts = changes.map(contractOf).filter((contract) => contract !== null);
  const read = new Map<ContractInput, readonly Posting[]>();
  for (const slice of slices(contracts, recordsTogether)) {
    const postings = await readPostings(slice);
    for (const [at, contract] of slice.entries()) read.set(contract, postings[at] ?? []);
    await giveTurn();
  }
  return read;
}

/** False when somebody else has moved the cursor meanwhile: the changes are then theirs. Call it inside a transaction. */
export async function applyBatch(manager: EntityManager, batch: Batch, read: ReadBatch): Promise<boolean> {
  const state = await takeRevision(manager, stateTable);
  if (await isTaken(manager, batch)) return false;
  const open = await findOpenVersions(manager, versionTable, batch);
  const timeline = await inTurns(layTimeline(batch, state, open));
  await closeVersions(manager, versionTable, timeline.closed);
  await insertVersions(manager, timeline.added, read);
  await manager.update(stateTable.entity, { id: 1 }, { lastVersionId: state.lastVersionId + timeline.added.length });
  await movePosition(manager, batch);
  return true;
}

async function insertVersions(manager: EntityManager, added: readonly AddedVersion[], read: ReadBatch): Promise<void> {
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
  await insertRows(manager, postingTable, await postingsInKeyOrder(added, read));
}

/** In any other order, each posting would be written to another page of the table. Versions come in order already. */
async function postingsInKeyOrder(added: readonly AddedVersion[], read: ReadBatch): Promise<readonly PostingRow[]> {
  const byToken = new Map<string, PostingRow[]>();
  for (const { row, contract } of added) {
    await giveTurn();
    for (const { token, impact } of read.get(contract) ?? []) {
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
