/** What is still to be told to whom: written down with what has happened, so that neither is there without the other. */
import { randomUUID } from "node:crypto";
import { type EntityManager, LessThan, LessThanOrEqual } from "typeorm";
import { insertRows } from "#kit/database/insert-rows.ts";
import type { Database } from "#kit/database/open.ts";
import { type DeliveryRow, deliveryTable } from "./tables.ts";

export type NewDelivery = Pick<DeliveryRow, "event" | "receiver" | "kind" | "body" | "at">;

/** Replicas that write down the same event write it once. */
export async function addDeliveries(manager: EntityManager, deliveries: readonly NewDelivery[]): Promise<void> {
  const rows = deliveries.map(
    (each): DeliveryRow => ({ ...each, status: "waiting", attempts: 0, nextAt: each.at, claim: null }),
  );
  await insertRows(manager, deliveryTable, rows, { ignoreExisting: true });
}

const mostAtOnce = 20;

/** The oldest first. */
export function findDue(manager: EntityManager, receiver: string, now: Date): Promise<readonly DeliveryRow[]> {
  return manager.find(deliveryTable.entity, {
    where: { status: "waiting", receiver, nextAt: LessThanOrEqual(now.toISOString()) },
    order: { at: "ASC" },
    take: mostAtOnce,
  });
}

/** Undefined where somebody else has it. Until the time it is nobody else's. */
export async function claimDelivery(
  database: Database,
  row: DeliveryRow,
  until: Date,
): Promise<DeliveryRow | undefined> {
  const { event, receiver, nextAt } = row;
  const claim = randomUUID();
  const found = await database.transaction(async (manager) => {
    const claimed = { claim, nextAt: until.toISOString(), attempts: row.attempts + 1 };
    await manager.update(deliveryTable.entity, { event, receiver, status: "waiting", nextAt }, claimed);
    return manager.findOneBy(deliveryTable.entity, { event, receiver });
  });
  return found?.claim === claim ? found : undefined;
}

/** Leaves alone what has been claimed anew meanwhile. */
export async function settleDelivery(
  database: Database,
  { event, receiver, claim }: DeliveryRow,
  settled: Pick<DeliveryRow, "status"> & Partial<Pick<DeliveryRow, "nextAt">>,
): Promise<void> {
  if (claim === null) return;
  await database.transaction((manager) => manager.update(deliveryTable.entity, { event, receiver, claim }, settled));
}

export async function dropOld(database: Database, before: Date): Promise<void> {
  await database.transaction((manager) => manager.delete(deliveryTable.entity, { at: LessThan(before.toISOString()) }));
}
