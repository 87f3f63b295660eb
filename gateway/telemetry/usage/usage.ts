/** The usage of the schema: counted with every operation, stored every few seconds, and never in the way of an answer. */
import { type Database, openDatabase } from "#kit/database/open.ts";
import { faultOf } from "#kit/log/fault.ts";
import type { Log } from "#kit/log/log.ts";
import type { Config } from "../../config.ts";
import type { ResolvedOperation } from "../operation-notes.ts";
import type { RequestRecord } from "../request-record.ts";
import { type Batch, createCounts } from "./counts.ts";
import { CreateUsage1764700000000 } from "./create-usage.ts";
import { dayOf, forgetBefore, storeBatch } from "./store.ts";
import { coordinateTable, operationTable, useTable } from "./tables.ts";
import { createUsedOperations } from "./used-operation.ts";

export interface Usage {
  count(operation: ResolvedOperation, record: RequestRecord): void;
  /** Uses that could not be counted. */
  dropped(): number;
  /** Stores what is counted. */
  flush(): Promise<void>;
  /** Stores the rest. */
  close(): Promise<void>;
}

type UsageSettings = Pick<Config, "dataFolder" | "databaseUrl" | "usageDays">;

const noUsage: Usage = {
  count: () => undefined,
  dropped: () => 0,
  flush: async () => undefined,
  close: async () => undefined,
};

/** How often it is stored, in milliseconds. */
const interval = 5_000;

export function openUsage(settings: UsageSettings, log: Log): Usage {
  if (settings.usageDays === 0) return noUsage;
  const counts = createCounts();
  const usedOperation = createUsedOperations();
  const storage = createStorage(settings);
  let lost = 0;
  let flushing: Promise<void> = Promise.resolve();
  const store = async () => {
    const batch = counts.take();
    if (batch === undefined) return;
    await storage.store(batch).catch((error: unknown) => {
      lost += usesIn(batch);
      log.warn({ fault: faultOf(error) }, "usage not stored");
    });
  };
  const flush = () => {
    flushing = flushing.then(store);
    return flushing;
  };
  const timer = setInterval(flush, interval).unref();
  return {
    count(resolved, { client }) {
      counts.add(usedOperation(resolved), client, resolved.variables);
    },
    dropped: () => counts.dropped() + lost,
    flush,
    async close() {
      clearInterval(timer);
      await flush();
      await storage.close();
    },
  };
}

export function openUsageDatabase({ dataFolder, databaseUrl }: Omit<UsageSettings, "usageDays">): Promise<Database> {
  return openDatabase({
    name: "hub",
    folder: dataFolder,
    url: databaseUrl,
    entities: [operationTable, coordinateTable, useTable].map(({ entity }) => entity),
    migrations: [CreateUsage1764700000000],
  });
}

/** Opened when there is first something to store, and tried again the next time: a gateway serves without this database too. */
function createStorage(settings: UsageSettings) {
  let database: Database | undefined;
  let prunedOn = "";
  return {
    async store(batch: Batch) {
      database ??= await openUsageDatabase(settings);
      await storeBatch(database, batch);
      const today = dayOf(new Date().toISOString());
      if (prunedOn === today) return;
      await forgetBefore(database, firstKept(settings.usageDays));
      prunedOn = today;
    },
    async close() {
      const open = database;
      database = undefined;
      await open?.close();
    },
  };
}

const day = 24 * 60 * 60 * 1000;

function firstKept(days: number): string {
  return dayOf(new Date(Date.now() - days * day).toISOString());
}

function usesIn({ uses }: Batch): number {
  return uses.reduce((sum, use) => sum + use.uses, 0);
}
