/** What a check has composed and proved to load: kept with the publish that it let in, so that no gateway need compose it again. */
import type { EntityManager } from "typeorm";
import { insertRows } from "#kit/database/insert-rows.ts";
import { digestOf } from "../../supergraph/sealed-file.ts";
import type { CompositionSeal } from "./composition-seal.ts";
import { findDocument, keepDocuments } from "./documents.ts";
import { type CompositionRow, compositionTable } from "./tables.ts";

export interface Composition {
  /** Digest of what it is composed of. */
  readonly parts: string;
  readonly supergraphSdl: string;
  /** What clients see of it. */
  readonly apiSdl: string;
}

/** In place of one that is not sealed. */
export async function keepComposition(
  manager: EntityManager,
  seal: CompositionSeal,
  { parts, supergraphSdl, apiSdl }: Composition,
): Promise<CompositionRow> {
  const known = await findComposition(manager, seal, parts);
  if (known) return known;
  const [digest = "", apiDigest = ""] = await keepDocuments(manager, [supergraphSdl, apiSdl]);
  const row = { parts, digest, apiDigest, at: new Date().toISOString(), seal: seal.of({ parts, digest, apiDigest }) };
  await manager.delete(compositionTable.entity, { parts });
  await insertRows(manager, compositionTable, [row], { ignoreExisting: true });
  return row;
}

/** Null where nobody has composed these parts, or where nobody of this hub has. */
export async function findComposition(
  manager: EntityManager,
  seal: CompositionSeal,
  parts: string,
): Promise<CompositionRow | null> {
  const row = await manager.findOneBy(compositionTable.entity, { parts });
  return row && seal.holds(row) ? row : null;
}

/** Undefined where there is none, or where what was kept is spoilt. */
export async function findSupergraph(
  manager: EntityManager,
  seal: CompositionSeal,
  parts: string,
): Promise<string | undefined> {
  const row = await findComposition(manager, seal, parts);
  const text = row ? await findDocument(manager, row.digest) : undefined;
  return text !== undefined && digestOf(text) === row?.digest ? text : undefined;
}
