/** Lines of the lists of revoked tokens that gateways have, so that each of them has those of all. */
import { type EntityManager, LessThan } from "typeorm";
import { insertRows } from "#kit/database/insert-rows.ts";
import type { Database } from "#kit/database/open.ts";
import { type RevocationRow, revocationTable } from "./tables.ts";

/** Another text whenever the lines are others. */
export async function readRevocationMark(manager: EntityManager): Promise<string> {
  return JSON.stringify(await manager.query("SELECT COUNT(*) AS known, MAX(at) AS at FROM registry_revocation"));
}

export function readRevocations(manager: EntityManager): Promise<readonly RevocationRow[]> {
  return manager.find(revocationTable.entity, { order: { at: "ASC", digest: "ASC" } });
}

/** Those that are there already stay as they are; those that nobody needs any more go. */
export async function addRevocations(database: Database, rows: readonly RevocationRow[]): Promise<void> {
  await database.transaction(async (manager) => {
    await manager.delete(revocationTable.entity, { endsAt: LessThan(new Date().toISOString()) });
    await insertRows(manager, revocationTable, rows, { ignoreExisting: true });
  });
}
