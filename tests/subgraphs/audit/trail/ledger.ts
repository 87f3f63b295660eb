/** A trail with some events, on a database and a folder of its own, to be tampered with. */
import path from "node:path";
import { afterAll } from "@jest/globals";
import type { Database } from "#kit/database/open.ts";
import type { Settings } from "#kit/settings.ts";
import { openAuditDatabase } from "../../../../subgraphs/audit/database.ts";
import { readTrail } from "../../../../subgraphs/audit/trail/contents.ts";
import { machine } from "../../../../subgraphs/audit/trail/event.ts";
import { openTrail } from "../../../../subgraphs/audit/trail/open-trail.ts";
import type { SigningKey } from "../../../../subgraphs/audit/trail/signing-key.ts";
import type { Trail } from "../../../../subgraphs/audit/trail/trail.ts";
import {
  type TrailContents,
  type TrailFault,
  type Verdict,
  verifyTrail,
} from "../../../../subgraphs/audit/trail/verify.ts";

export interface Ledger {
  readonly database: Database;
  readonly trail: Trail;
  readonly key: SigningKey;
  /** Where the checkpoints lie outside. */
  readonly folder: string;
  note(text: string): Promise<void>;
  contents(): Promise<TrailContents>;
  verdict(): Promise<Verdict>;
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
  const { trail, keys } = await openTrail(database, { ...settings, auditCheckpoints: folder });
  const note = (text: string) =>
    trail.change(async () => ({ events: [{ kind: "NOTED", by: machine, body: { text } }], result: undefined }));
  for (const text of texts) await note(text);
  return {
    database,
    trail,
    get key() {
      return keys.create();
    },
    folder,
    note,
    contents: () => readTrail(database, folder),
    verdict: async () => verifyTrail(await readTrail(database, folder)),
    faults: async () => verifyTrail(await readTrail(database, folder)).faults,
    sql: async (statement, ...values) => {
      await database.transaction((manager) => manager.query(statement, [...values]));
    },
  };
}
