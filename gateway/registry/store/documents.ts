/** Schemas by their digests: kept once and for ever. */
import type { EntityManager } from "typeorm";
import { insertRows } from "#kit/database/insert-rows.ts";
import { digestOf } from "../../supergraph/sealed-file.ts";
import { compositionTable, documentTable, launchTable, versionTable } from "./tables.ts";

/** @returns the digests, in order */
export async function keepDocuments(manager: EntityManager, texts: readonly string[]): Promise<readonly string[]> {
  const rows = texts.map((text) => ({ digest: digestOf(text), text }));
  await insertRows(manager, documentTable, rows, { ignoreExisting: true });
  return rows.map(({ digest }) => digest);
}

export async function findDocument(manager: EntityManager, digest: string): Promise<string | undefined> {
  return (await manager.findOneBy(documentTable.entity, { digest }))?.text;
}

/** Whether it is, or was once, part of what is served: a subgraph's schema, a supergraph or what clients see of one. */
export async function isPublished(manager: EntityManager, digest: string): Promise<boolean> {
  return (
    (await manager.existsBy(versionTable.entity, { digest })) ||
    (await manager.exists(launchTable.entity, { where: [{ digest }, { apiDigest: digest }] })) ||
    (await manager.exists(compositionTable.entity, { where: [{ digest }, { apiDigest: digest }] }))
  );
}
