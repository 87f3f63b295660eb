/** The supergraphs that were served, each with what clients saw of it. */
import type { EntityManager } from "typeorm";
import { insertRows } from "#kit/database/insert-rows.ts";
import type { Database } from "#kit/database/open.ts";
import { keepDocuments } from "./documents.ts";
import { type LaunchRow, launchTable } from "./tables.ts";

export interface Launch {
  readonly revision: number;
  readonly supergraphSdl: string;
  readonly apiSdl: string;
}

/** Every replica writes down the same. */
export async function keepLaunch(database: Database, { revision, supergraphSdl, apiSdl }: Launch): Promise<void> {
  await database.transaction(async (manager) => {
    const [digest = "", apiDigest = ""] = await keepDocuments(manager, [supergraphSdl, apiSdl]);
    const row = { revision, digest, apiDigest, at: new Date().toISOString() };
    await insertRows(manager, launchTable, [row], { ignoreExisting: true });
  });
}

/** The newest first. */
export function findLaunches(manager: EntityManager, most: number): Promise<readonly LaunchRow[]> {
  return manager.find(launchTable.entity, { order: { revision: "DESC", at: "DESC" }, take: most });
}
