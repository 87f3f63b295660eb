/** Reads records back as the contents that were written, from the last change of each. */
import type { EntityManager } from "typeorm";
import { changeTable } from "../feed/tables.ts";
import type { ContractInput, Details, RecordContent } from "./record.ts";
import type { RecordStore } from "./save.ts";

interface KeptRecord {
  readonly contract: ContractInput;
  readonly details: Details;
}

/** Undefined where the record is not there now, whatever the feed says of its past. */
export async function readContent(
  manager: EntityManager,
  { kind }: RecordStore,
  code: string,
): Promise<RecordContent | undefined> {
  const head = await manager
    .createQueryBuilder(kind.table.entity, "record")
    .select(["record.typeName AS typeName", "record.version AS version"])
    .where({ code })
    .getRawOne<{ typeName: string; version: number }>();
  if (head === undefined) return undefined;
  const { typeName, version } = head;
  const change = await manager.findOne(changeTable.entity, {
    where: { typeName, code, version },
    order: { sequence: "DESC" },
  });
  if (change === null) throw new Error(`the feed lacks version ${version} of a record that is there`);
  return { typeName, ...(change.record as KeptRecord) };
}
