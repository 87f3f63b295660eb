/** Where the record of use is kept, within its budget and above the reserve of the disk. */
import { hasReserve } from "#kit/database/disk-reserve.ts";
import { type Database, openDatabase } from "#kit/database/open.ts";
import type { Config } from "../../config.ts";
import type { Batch } from "./counts.ts";
import { CreateUsage1764700000000 } from "./create-usage.ts";
import { MarkProof1764800000000 } from "./mark-proof.ts";
import { isWithinBudget } from "./room.ts";
import { dayOf, forgetBefore, forgetUnprovenBefore, storeBatch } from "./store.ts";
import { coordinateTable, operationTable, useTable } from "./tables.ts";
import type { Recording, UsageSettings } from "./usage.ts";

export interface Storage {
  /** What is recorded from now on; a batch for which there is no room is not stored. */
  store(batch: Batch): Promise<Recording>;
  close(): Promise<void>;
}

export function openUsageDatabase({
  dataFolder,
  databaseUrl,
}: Pick<Config, "dataFolder" | "databaseUrl">): Promise<Database> {
  return openDatabase({
    name: "hub",
    folder: dataFolder,
    holds: "counts",
    url: databaseUrl,
    entities: [operationTable, coordinateTable, useTable].map(({ entity }) => entity),
    migrations: [CreateUsage1764700000000, MarkProof1764800000000],
  });
}

/** How often the size of the record is looked at, in milliseconds: within it, no more is added than a day's allowance. */
const measuredEvery = 60_000;

/** Days for which what nobody has proven is kept where there is too much. */
const unprovenDays = 7;

/** Opened when there is first something to store, and tried again the next time: a gateway serves without this database too. */
export function createStorage(settings: UsageSettings): Storage {
  let database: Database | undefined;
  let prunedOn = "";
  let measuredAt = Number.NEGATIVE_INFINITY;
  let isWithin = true;
  const measure = async (open: Database) => {
    if (performance.now() - measuredAt < measuredEvery) return;
    isWithin = await isWithinBudget(open, settings);
    if (!isWithin) await forgetUnprovenBefore(open, daysAgo(unprovenDays));
    measuredAt = performance.now();
  };
  return {
    async store(batch) {
      if (!(await hasReserve(settings))) return "nothing";
      database ??= await openUsageDatabase(settings);
      await storeBatch(database, batch);
      const today = dayOf(new Date().toISOString());
      if (prunedOn !== today) await forgetBefore(database, daysAgo(settings.usageDays));
      prunedOn = today;
      await measure(database);
      return isWithin ? "each" : "together";
    },
    async close() {
      const open = database;
      database = undefined;
      await open?.close();
    },
  };
}

const day = 24 * 60 * 60 * 1000;

function daysAgo(days: number): string {
  return dayOf(new Date(Date.now() - days * day).toISOString());
}
