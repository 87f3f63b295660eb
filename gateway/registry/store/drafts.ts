/** Publishes that were not let in, or not yet, with what was found; and what was decided of them. */
import { randomBytes } from "node:crypto";
import type { EntityManager } from "typeorm";
import { insertRows } from "#kit/database/insert-rows.ts";
import type { Database } from "#kit/database/open.ts";
import { keepDocuments } from "./documents.ts";
import { type DecisionRow, type DraftRow, type DraftStatus, decisionTable, draftTable } from "./tables.ts";
import { takeTurn } from "./versions.ts";

export type NewDraft = Omit<DraftRow, "id" | "digest" | "at" | "version"> & { readonly sdl: string };

/** `beside` is work that belongs into the same transaction. */
export async function keepDraft(
  database: Database,
  { sdl, ...draft }: NewDraft,
  beside: (manager: EntityManager, draft: DraftRow) => Promise<void>,
): Promise<DraftRow> {
  return database.transaction(async (manager) => {
    await takeTurn(manager);
    const [digest = ""] = await keepDocuments(manager, [sdl]);
    const id = randomBytes(6).toString("hex");
    const row: DraftRow = { ...draft, id, digest, at: new Date().toISOString(), version: null };
    await supersede(manager, row.subgraph);
    await manager.insert(draftTable.entity, row);
    await beside(manager, row);
    return row;
  });
}

/** Only the newest proposal of a department waits for approval. */
export async function supersede(manager: EntityManager, subgraph: string): Promise<void> {
  await manager.update(draftTable.entity, { subgraph, status: "waiting" }, { status: "superseded" });
}

/** Only what waits is settled. */
export async function settleDraft(
  manager: EntityManager,
  id: string,
  status: DraftStatus,
  version: number | null = null,
): Promise<void> {
  await manager.update(draftTable.entity, { id, status: "waiting" }, { status, version });
}

export function findDraft(manager: EntityManager, id: string): Promise<DraftRow | null> {
  return manager.findOneBy(draftTable.entity, { id });
}

export function findWaiting(manager: EntityManager): Promise<readonly DraftRow[]> {
  return manager.find(draftTable.entity, { where: { status: "waiting" }, order: { dueAt: "ASC" } });
}

export function findDrafts(manager: EntityManager, subgraph: string): Promise<readonly DraftRow[]> {
  return manager.find(draftTable.entity, { where: { subgraph }, order: { at: "DESC" }, take: 20 });
}

export function findDraftsWith(manager: EntityManager, digest: string): Promise<readonly DraftRow[]> {
  return manager.findBy(draftTable.entity, { digest });
}

/** All that was ever proposed for the subgraph upon the version that it was at then. */
export function findDraftsUpon(
  manager: EntityManager,
  { subgraph, standing }: Pick<DraftRow, "subgraph" | "standing">,
): Promise<readonly DraftRow[]> {
  return manager.findBy(draftTable.entity, { subgraph, standing });
}

/** What a person has decided first stands. */
export async function keepDecisions(manager: EntityManager, decisions: readonly DecisionRow[]): Promise<void> {
  await insertRows(manager, decisionTable, decisions, { ignoreExisting: true });
}

export function findDecisions(manager: EntityManager, draft: string): Promise<readonly DecisionRow[]> {
  return manager.findBy(decisionTable.entity, { draft });
}
