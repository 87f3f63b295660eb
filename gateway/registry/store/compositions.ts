/** What a check has composed and proved to load: kept with the publish that it let in, so that no gateway need compose it again. */
import type { EntityManager } from "typeorm";
import { insertRows } from "#kit/database/insert-rows.ts";
import { digestOf } from "../../supergraph/sealed-file.ts";
import { findDocument, keepDocuments } from "./documents.ts";
import { type CompositionRow, compositionTable } from "./tables.ts";

export interface Composition {
  /** Digest of what it is composed of. */
  readonly parts: string;
  readonly supergraphSdl: string;
  /** What clients see of it. */
  readonly apiSdl: string;
}

export async function keepComposition(
  manager: EntityManager,
  { parts, supergraphSdl, apiSdl }: Composition,
): Promise<CompositionRow> {
  const [digest = "", apiDigest = ""] = await keepDocuments(manager, [supergraphSdl, apiSdl]);
  const row = { parts, digest, apiDigest, at: new Date().toISOString() };
  await insertRows(manager, compositionTable, [row], { ignoreExisting: true });
  return row;
}

export function findComposition(manager: EntityManager, parts: string): Promise<CompositionRow | null> {
  return manager.findOneBy(compositionTable.entity, { parts });
}

/** Undefined where nobody has composed these parts, or where what was kept is spoilt. */
export async function findSupergraph(manager: EntityManager, parts: string): Promise<string | undefined> {
  const row = await findComposition(manager, parts);
  const text = row ? await findDocument(manager, row.digest) : undefined;
  return text !== undefined && digestOf(text) === row?.digest ? text : undefined;
}
