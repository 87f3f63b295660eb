/** A trail with some events, on a database and a folder of its own, to be tampered with. */
import path from "node:path";
import { afterAll } from "@jest/globals";
import type { Database } from "#kit/database/open.ts";
import type { Settings } from "#kit/settings.ts";
import { openAuditDatabase } from "../../../../subgraphs/audit/database.ts";
import { readTrail } from "../../../../subgraphs/audit/trail/contents.ts";
import { machine } from "../../../../subgraphs/audit/trail/event.ts";
import { holdSigningKey, type SigningKey } from "../../../../subgraphs/audit/trail/signing-key.ts";
import { createTrail, type Trail } from "../../../../subgraphs/audit/trail/trail.ts";
import { type TrailFault, verifyTrail } from "../../../../subgraphs/audit/trail/verify.ts";
import { createWitness } from "../../../../subgraphs/audit/trail/witness.ts";

export interface Ledger {
  readonly database: Database;
  readonly trail: Trail;
  readonly key: SigningKey;
  /** Where the checkpoints lie outside. */
  readonly folder: string;
  note(text: string): Promise<void>;
  faults(): Promise<readonly TrailFault[]>;
  sql(statement: string, ...values: readonly unknown[]): Promise<void>;
}

const opened: Database[] = [];

afterAll(async () => {
  await Promise.all(opened.map((database) => database.close()));
});

export async function openLedger(settings: Settings, texts: readonly string[] = []): Promise<Ledger> {
  const database = await openAuditDatabase(settings);
  opened.push(database);
  const folder = path.join(settings.dataFolder, "outside");
  const key = holdSigningKey(settings.dataFolder);
  const trail = createTrail(database, key, createWitness(folder, key));
  const note = (text: string) =>
    trail.change(async () => ({ events: [{ kind: "NOTED", by: machine, body: { text } }], result: undefined }));
  for (const text of texts) await note(text);
  return {
    database,
    trail,
    key,
    folder,
    note,
    faults: async () => verifyTrail(await readTrail(database, folder)),
    sql: async (statement, ...values) => {
      await database.transaction((manager) => manager.query(statement, [...values]));
    },
  };
}
