/**
 * Tells receivers what has happened, from what was written down with it: once each where all goes well, again where a receiver
 * or this process failed, and never in the way of whoever publishes.
 */
import { createHash } from "node:crypto";
import type { EntityManager } from "typeorm";
import type { Database } from "#kit/database/open.ts";
import { faultOf } from "#kit/log/fault.ts";
import type { Log } from "#kit/log/log.ts";
import type { Networks } from "#kit/network/networks.ts";
import { addDeliveries, claimDelivery, dropOld, findDue, settleDelivery } from "../store/deliveries.ts";
import type { DeliveryRow } from "../store/tables.ts";
import type { Happening } from "./event.ts";
import { patience, type Sent, send } from "./send.ts";
import type { Webhook } from "./webhook.ts";

/** Writes down what is to be told, in the transaction of what has happened. */
export type Announce = (manager: EntityManager, happening: Happening) => Promise<void>;

export interface Deliveries {
  readonly announce: Announce;
  /** What is under way is broken off, and done again by whoever comes next. */
  close(): Promise<void>;
}

interface Options {
  readonly webhooks: readonly Webhook[];
  readonly database: () => Promise<Database>;
  readonly networks: Networks;
  readonly log: Log;
}

/** How often it is looked what is due, in milliseconds. */
const interval = 500;
/** What was claimed and not settled by then is due again: who claimed it is gone. */
const lease = patience + 5_000;
/** How long after each failure it is tried again, in milliseconds; after the last it is given up. */
const pauses = [1_000, 5_000, 30_000, 120_000, 600_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000];
/** How long deliveries are kept, in milliseconds, and how often old ones are dropped. */
const [keptFor, dropEvery] = [30 * 24 * 3_600_000, 3_600_000];

export function createDeliveries(options: Options): Deliveries {
  const { webhooks, database, log } = options;
  if (webhooks.length === 0) return silence;
  const closing = new AbortController();
  const busy = new Map<Webhook, Promise<void>>();
  let droppedAt = 0;
  let isAway = false;
  const attend = async (webhook: Webhook) => {
    try {
      await deliverDue(webhook, await database(), { ...options, signal: closing.signal });
      isAway = false;
    } catch (error) {
      // A database that is away is told once.
      if (!isAway) log.warn({ fault: faultOf(error) }, "webhooks not attended to");
      isAway = true;
    } finally {
      busy.delete(webhook);
    }
  };
  const look = () => {
    for (const webhook of webhooks) if (!busy.has(webhook)) busy.set(webhook, attend(webhook));
    if (isAway || Date.now() - droppedAt < dropEvery) return;
    droppedAt = Date.now();
    database().then(
      (opened) => dropOld(opened, new Date(Date.now() - keptFor)),
      () => undefined,
    );
  };
  const timer = setInterval(look, interval).unref();
  return {
    announce: (manager, happening) => announceTo(webhooks, manager, happening),
    async close() {
      clearInterval(timer);
      closing.abort();
      await Promise.all(busy.values());
    },
  };
}

/** Where nobody is to be told, nothing is written down and nothing is called. */
const silence: Deliveries = { announce: async () => undefined, close: async () => undefined };

function announceTo(webhooks: readonly Webhook[], manager: EntityManager, happening: Happening): Promise<void> {
  const { id, at, event } = happening;
  const body = JSON.stringify(happening);
  const receivers = webhooks.filter((webhook) => concerns(webhook, happening)).map(receiverOf);
  return addDeliveries(
    manager,
    receivers.map((receiver) => ({ event: id, receiver, kind: event, body, at })),
  );
}

/** A launch concerns everybody. */
function concerns({ events, subgraphs }: Webhook, { event, subgraph, departments }: Happening): boolean {
  if (!events.has(event)) return false;
  if (subgraphs === undefined || subgraph === null) return true;
  return [subgraph, ...departments].some((name) => subgraphs.includes(name));
}

/** An address may hold a secret; in the database it is not said. */
function receiverOf({ url }: Webhook): string {
  return createHash("sha256").update(url).digest("hex").slice(0, 32);
}

type Delivering = Pick<Options, "networks" | "log"> & { readonly signal: AbortSignal };

/** One after the other, until one fails: what comes after it is looked at the next time. */
async function deliverDue(webhook: Webhook, database: Database, around: Delivering): Promise<void> {
  const due = await findDue(database.reader, receiverOf(webhook), new Date());
  for (const row of due) {
    if (around.signal.aborted) return;
    const claimed = await claimDelivery(database, row, new Date(Date.now() + lease));
    // Another replica was faster.
    if (!claimed) continue;
    const sent = await send(webhook, { id: row.event, body: row.body }, around);
    // Broken off at the end of this process: the next one tries it when the lease is over.
    if (around.signal.aborted && sent.outcome === "failed") return;
    await settle(webhook, database, { row: claimed, sent, log: around.log });
    if (sent.outcome === "failed") return;
  }
}

interface Settling {
  readonly row: DeliveryRow;
  readonly sent: Sent;
  readonly log: Log;
}

async function settle({ url }: Webhook, database: Database, { row, sent, log }: Settling): Promise<void> {
  if (sent.outcome === "taken") return settleDelivery(database, row, { status: "delivered" });
  const pause = pauses[row.attempts - 1];
  const facts = { receiver: new URL(url).host, event: row.event, kind: row.kind, attempts: row.attempts };
  if (pause === undefined) {
    log.error({ ...facts, reason: sent.reason }, "webhook given up");
    return settleDelivery(database, row, { status: "givenUp" });
  }
  log.warn({ ...facts, reason: sent.reason, againIn: pause }, "webhook not delivered");
  return settleDelivery(database, row, { status: "waiting", nextAt: new Date(Date.now() + pause).toISOString() });
}
