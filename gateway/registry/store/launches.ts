/** The supergraphs that were served, each with what clients saw of it. */
import type { EntityManager } from "typeorm";
import { insertRows } from "#kit/database/insert-rows.ts";
import type { Database } from "#kit/database/open.ts";
import { type LaunchRow, launchTable } from "./tables.ts";

type Launch = Pick<LaunchRow, "revision" | "digest" | "apiDigest">;

/**
 * Every replica writes down the same, also when it starts anew. `beside` belongs into the transaction of whoever is the first
 * to serve another supergraph than the last one.
 */
export async function keepLaunch(
  database: Database,
  { revision, digest, apiDigest }: Launch,
  beside: (manager: EntityManager, launch: LaunchRow) => Promise<void>,
): Promise<void> {
  await database.transaction(async (manager) => {
    const row = { revision, digest, apiDigest, at: new Date().toISOString() };
    if (await manager.existsBy(launchTable.entity, { revision, digest })) return;
    const [last] = await findLaunches(manager, 1);
    await insertRows(manager, launchTable, [row], { ignoreExisting: true });
    if (last?.digest !== digest) await beside(manager, row);
  });
}

/** The newest first. */
export function findLaunches(manager: EntityManager, most: number): Promise<readonly LaunchRow[]> {
  return manager.find(launchTable.entity, { order: { revision: "DESC", at: "DESC" }, take: most });
}
