/** Ends records that a complete list no longer names; they stay in the graph as ended. */
import type { EntityManager } from "typeorm";
import { ended } from "../department/mutations.ts";
import { takeTurn } from "../feed/append.ts";
import { readContents } from "../records/read-content.ts";
import { type RecordStore, saveRecords } from "../records/save.ts";

/** Codes of the records that are not ended, in order. */
export async function findUnendedCodes(manager: EntityManager, { kind }: RecordStore): Promise<readonly string[]> {
  const rows = await manager
    .createQueryBuilder(kind.table.entity, "record")
    .select("record.code", "code")
    .where("record.lifecycle IS NULL OR record.lifecycle <> :ended", { ended: "ENDED" })
    .orderBy("record.code")
    .getRawMany<{ code: string }>();
  return rows.map(({ code }) => code);
}

/** How many were ended. Call it inside a transaction. */
export async function endRecords(
  manager: EntityManager,
  store: RecordStore,
  codes: readonly string[],
): Promise<number> {
  // What is read after taking the turn cannot change until it is written.
  await takeTurn(manager);
  const contents = await readContents(manager, store, codes);
  const writes = contents.map((content) => ({ content: ended(content), expect: "any" }) as const);
  const outcomes = await saveRecords(manager, store, writes);
  return outcomes.filter(({ outcome }) => outcome === "changed").length;
}
