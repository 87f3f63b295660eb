/** Does what has an idempotency key once: its outcome is kept in the transaction of the change, and told to whoever repeats it. */
import { type EntityManager, LessThan, LessThanOrEqual } from "typeorm";
import { errors } from "../errors.ts";
import type { IdempotentRequest } from "./idempotent-request.ts";
import { outcomeTable } from "./tables.ts";

/** How long an outcome is kept, in hours, and how many of one caller; gateway/access/README.md states both. */
export const [outcomeHours, mostOutcomes] = [24, 10_000];

/**
 * Call it in a transaction that lets nobody else change anything until it ends: a repetition at the same time then waits, and finds
 * the outcome. Without a request the work is just done. Outcomes are JSON.
 * @throws HubError IDEMPOTENCY_KEY_REUSED
 */
export async function runOnce<Outcome>(
  manager: EntityManager,
  request: IdempotentRequest | undefined,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  if (request === undefined) return work();
  const known = await findOutcome<Outcome>(manager, request);
  if (known !== undefined) return known.outcome;
  const outcome = await work();
  await keepOutcome(manager, request, outcome);
  return outcome;
}

/** Undefined where nothing was done with this key. @throws HubError IDEMPOTENCY_KEY_REUSED */
export async function findOutcome<Outcome>(
  manager: EntityManager,
  { caller, key, digest }: IdempotentRequest,
): Promise<{ readonly outcome: Outcome } | undefined> {
  const row = await manager.findOneBy(outcomeTable.entity, { caller, idempotencyKey: key });
  if (row === null || row.at < expiry()) return undefined;
  if (row.requestDigest !== digest) throw errors.idempotencyKeyReused(key);
  // What this program kept for the same request.
  return { outcome: row.outcome as Outcome };
}

export async function keepOutcome(
  manager: EntityManager,
  { caller, key, digest }: IdempotentRequest,
  outcome: unknown,
): Promise<void> {
  await manager.delete(outcomeTable.entity, { at: LessThan(expiry()) });
  const number = ((await manager.maximum(outcomeTable.entity, "number", { caller })) ?? 0) + 1;
  await manager.delete(outcomeTable.entity, { caller, number: LessThanOrEqual(number - mostOutcomes) });
  const at = new Date().toISOString();
  const row = { caller, idempotencyKey: key, number, requestDigest: digest, outcome, at };
  await manager.insert(outcomeTable.entity, row as object);
}

function expiry(): string {
  return new Date(Date.now() - outcomeHours * 3_600_000).toISOString();
}
