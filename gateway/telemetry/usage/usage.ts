/** The usage of the schema: counted with every operation, stored every few seconds, and never in the way of an answer. */
import { faultOf } from "#kit/log/fault.ts";
import type { Log } from "#kit/log/log.ts";
import type { Config } from "../../config.ts";
import type { ResolvedOperation } from "../operation-notes.ts";
import type { RequestRecord } from "../request-record.ts";
import { type Batch, createCounts } from "./counts.ts";
import { createStorage } from "./storage.ts";
import { createUsedOperations } from "./used-operation.ts";

export { openUsageDatabase } from "./storage.ts";

/**
 * `each`: every operation is kept by itself; `together`: the record is as large as it may be, and what is used is counted without
 * saying by what; `nothing`: the disk has no more than what is reserved.
 */
export type Recording = "each" | "together" | "nothing";

export interface Usage {
  count(operation: ResolvedOperation, record: RequestRecord): void;
  /** Uses that could not be counted. */
  dropped(): number;
  /** Undefined where no record is kept. */
  recording(): Recording | undefined;
  /** Stores what is counted. */
  flush(): Promise<void>;
  /** Stores the rest. */
  close(): Promise<void>;
}

export type UsageSettings = Pick<Config, "dataFolder" | "databaseUrl" | "usageDays" | "usageMegabytes" | "diskReserve">;

const noUsage: Usage = {
  count: () => undefined,
  dropped: () => 0,
  recording: () => undefined,
  flush: async () => undefined,
  close: async () => undefined,
};

/** How often it is stored, in milliseconds. */
const interval = 5_000;

const warnings = {
  together: "usage counted together: its record is as large as JINKATSU_USAGE_MB allows",
  nothing: "usage not recorded: the disk has no more than JINKATSU_DISK_RESERVE left",
} as const;

export function openUsage(settings: UsageSettings, log: Log): Usage {
  if (settings.usageDays === 0) return noUsage;
  const counts = createCounts();
  const usedOperation = createUsedOperations();
  const storage = createStorage(settings);
  let recording: Recording = "each";
  let lost = 0;
  let flushing: Promise<void> = Promise.resolve();
  const turn = (now: Recording) => {
    if (now !== recording && now !== "each") log.warn(warnings[now]);
    recording = now;
    counts.keepEach(now === "each");
  };
  const store = async () => {
    const batch = counts.take();
    if (batch === undefined) return;
    try {
      turn(await storage.store(batch));
      if (recording === "nothing") lost += usesIn(batch);
    } catch (error) {
      lost += usesIn(batch);
      log.warn({ fault: faultOf(error) }, "usage not stored");
    }
  };
  const flush = () => {
    flushing = flushing.then(store);
    return flushing;
  };
  const timer = setInterval(flush, interval).unref();
  return {
    count(resolved, { client, isProven }) {
      counts.add(usedOperation(resolved, isProven), client, resolved.variables);
    },
    dropped: () => counts.dropped() + lost,
    recording: () => recording,
    flush,
    async close() {
      clearInterval(timer);
      await flush();
      await storage.close();
    },
  };
}

function usesIn({ uses }: Batch): number {
  return uses.reduce((sum, use) => sum + use.uses, 0);
}
