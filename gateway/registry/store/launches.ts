/** The supergraphs that were served, each with what clients saw of it. */
import type { EntityManager } from "typeorm";
import { insertRows } from "#kit/database/insert-rows.ts";
import type { Database } from "#kit/database/open.ts";
import { type CompositionRow, type LaunchRow, launchTable } from "./tables.ts";

type Composed = Pick<CompositionRow, "digest" | "apiDigest">;

/** Every replica writes down the same. */
export async function keepLaunch(database: Database, revision: number, { digest, apiDigest }: Composed): Promise<void> {
  const row = { revision, digest, apiDigest, at: new Date().toISOString() };
  await database.transaction((manager) => insertRows(manager, launchTable, [row], { ignoreExisting: true }));
}

/** The newest first. */
export function findLaunches(manager: EntityManager, most: number): Promise<readonly LaunchRow[]> {
  return manager.find(launchTable.entity, { order: { revision: "DESC", at: "DESC" }, take: most });
}
