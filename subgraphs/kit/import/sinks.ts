/** Where the contents of a table go: into a preview, into transactions of their own, or into one transaction. */
import type { EntityManager } from "typeorm";
import type { Database } from "../database/open.ts";
import { retried } from "../database/retry.ts";
import { errors, HubError } from "../errors.ts";
import type { RecordContent } from "../records/record.ts";
import { previewRecords, type RecordStore, saveRecords, type WriteOutcome } from "../records/save.ts";
import { slices } from "../slices.ts";
import { endRecords, findUnendedCodes } from "./end-records.ts";

export interface Sink {
  readonly state: "written" | "preview";
  /** What is saved stays, also where something fails later. */
  readonly isLasting: boolean;
  /** Outcomes in the order of the contents, whose codes differ. */
  save(contents: readonly RecordContent[]): Promise<readonly WriteOutcome[]>;
  /** Ends every record whose code is not kept, and tells now and then how many more those are. */
  endOthers(kept: ReadonlySet<string>, tell: (ended: number) => void): Promise<void>;
}

/** Says what writing would do, from what stands in the database now. */
export function previewOf({ reader }: Database, store: RecordStore): Sink {
  return {
    state: "preview",
    isLasting: false,
    save: (contents) => previewRecords(reader, store, contents.map(anyVersion)),
    endOthers: async (kept, tell) => tell((await codesToEnd(reader, store, kept)).length),
  };
}

/** Each batch is a transaction, so that the department can write in between and a kill leaves every row old or new. */
export function inBatches(database: Database, store: RecordStore): Sink {
  const write = <T>(work: (manager: EntityManager) => Promise<T>) =>
    // Nobody waits for the answer of a batch as for that of a change: it can be more patient with who else writes.
    retried(() => database.transaction(work), isBusy);
  return {
    state: "written",
    isLasting: true,
    save: (contents) => write((manager) => saveRecords(manager, store, contents.map(anyVersion))),
    async endOthers(kept, tell) {
      for (const codes of slices(await codesToEnd(database.reader, store, kept), perTransaction)) {
        tell(await write((manager) => endRecords(manager, store, codes)));
      }
    },
  };
}

/** Everything in a transaction that the caller has opened. */
export function within(manager: EntityManager, store: RecordStore): Sink {
  return {
    state: "written",
    isLasting: false,
    save: (contents) => saveRecords(manager, store, contents.map(anyVersion)),
    async endOthers(kept, tell) {
      for (const codes of slices(await codesToEnd(manager, store, kept), perTransaction)) {
        tell(await endRecords(manager, store, codes));
      }
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof HubError && error.code === errors.databaseBusy.code;
}

function anyVersion(content: RecordContent) {
  return { content, expect: "any" } as const;
}

async function codesToEnd(manager: EntityManager, store: RecordStore, kept: ReadonlySet<string>) {
  return (await findUnendedCodes(manager, store)).filter((code) => !kept.has(code));
}

const perTransaction = 500;
