/** Reads records back as the contents that were written, from the last change of each. */
import { type EntityManager, In } from "typeorm";
import { changeTable } from "../feed/tables.ts";
import type { RecordKey } from "./global-id.ts";
import type { ContractInput, Details, RecordContent } from "./record.ts";
import type { RecordStore } from "./save.ts";

interface KeptRecord {
  readonly contract: ContractInput;
  readonly details: Details;
}

/** One version of a record; after a withdrawal a code goes on counting, so that this names one content for ever. */
export interface RecordVersionKey extends RecordKey {
  readonly version: number;
}

export interface RecordVersion extends RecordVersionKey, KeptRecord {
  readonly updatedAt: string;
}

/** A version that was written, whatever became of the record since. */
export async function readVersion(manager: EntityManager, key: RecordVersionKey): Promise<RecordVersion> {
  const { typeName, code, version } = key;
  const change = await manager.findOneByOrFail(changeTable.entity, { typeName, code, version });
  return { ...key, updatedAt: change.at, ...(change.record as KeptRecord) };
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

/** Of all records that are there now, in order. */
export async function findCodes(manager: EntityManager, { kind }: RecordStore): Promise<readonly string[]> {
  const query = manager.createQueryBuilder(kind.table.entity, "record").select("record.code", "code");
  const rows = await query.orderBy("record.code").getRawMany<{ code: string }>();
  return rows.map(({ code }) => code);
}

/** The same for many records at once, in no order; those that are not there now are left out. */
export async function readContents(
  manager: EntityManager,
  { kind }: RecordStore,
  codes: readonly string[],
): Promise<readonly RecordContent[]> {
  const heads = await manager
    .createQueryBuilder(kind.table.entity, "record")
    .select(["record.typeName AS typeName", "record.code AS code", "record.version AS version"])
    .where({ code: In(codes) })
    .getRawMany<{ typeName: string; code: string; version: number }>();
  const changes = await manager.find(changeTable.entity, { where: heads.map((head) => ({ ...head })) });
  const kept = new Map(changes.map(({ typeName, code, record }) => [`${typeName}:${code}`, record as KeptRecord]));
  return heads.map(({ typeName, code, version }) => {
    const record = kept.get(`${typeName}:${code}`);
    if (record === undefined) throw new Error(`the feed lacks version ${version} of a record that is there`);
    return { typeName, ...record };
  });
}
