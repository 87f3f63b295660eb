/** Reads what the index keeps of records: of versions found in a list, and of records by their global ids. */
import DataLoader from "dataloader";
import { type EntityManager, In } from "typeorm";
import { BoundedCache } from "#kit/bounded-cache.ts";
import { lastRevision } from "#kit/follow/history.ts";
import { decodeGlobalId } from "#kit/records/global-id.ts";
import type { ContractInput, RecordInterface } from "#kit/records/record.ts";
import { type RecordSource, sourceOfIndex } from "#kit/records/source.ts";
import { contentTable, type VersionRow, versionTable } from "../tables/tables.ts";

/** A record of the index: a source for the contract's resolvers that knows which interface it answers to. */
export interface CatalogRecord extends RecordSource {
  readonly recordInterface: RecordInterface;
  /** What the department said. */
  readonly contract: ContractInput;
}

export type RecordLoader = DataLoader<string, CatalogRecord | null>;

export interface RecordReader {
  /** Versions in the order of their ids. */
  readVersions(versionIds: readonly number[]): Promise<readonly CatalogRecord[]>;
  /** Loads records as they are now by their global ids, for one request; null where there is none of a published type. */
  createLoader(): RecordLoader;
}

/** Versions never change once written, so those read lately are kept: some kilobytes each. */
const versionsKept = 5_000;

export function createRecordReader(manager: EntityManager, typeNames: readonly string[]): RecordReader {
  const kept = new BoundedCache<number, CatalogRecord>(versionsKept);
  return {
    async readVersions(versionIds) {
      const missing = versionIds.filter((id) => kept.get(id) === undefined);
      const read = missing.length > 0 ? await readRecords(manager, await rowsOf(manager, missing)) : [];
      const byId = new Map(read);
      const records = versionIds.map((id) => kept.get(id) ?? byId.get(id));
      for (const [id, record] of read) kept.set(id, record);
      return records.filter((record) => record !== undefined);
    },
    createLoader: () => new DataLoader((ids) => readCurrent(manager, typeNames, ids)),
  };
}

function rowsOf(manager: EntityManager, versionIds: readonly number[]): Promise<VersionRow[]> {
  return manager
    .createQueryBuilder(versionTable.entity, "version")
    .where({ versionId: In([...versionIds]) })
    .getMany();
}

async function readCurrent(manager: EntityManager, typeNames: readonly string[], ids: readonly string[]) {
  const keys = ids.map(decodeGlobalId);
  const codes = keys.flatMap((key) => (key && typeNames.includes(key.typeName) ? [key.code] : []));
  const rows = await manager
    .createQueryBuilder(versionTable.entity, "version")
    .where({ code: In([...new Set(codes)]), toRevision: lastRevision })
    .getMany();
  const wanted = new Set(keys.map((key) => `${key?.typeName}:${key?.code}`));
  const records = await readRecords(
    manager,
    rows.filter(({ typeName, code }) => wanted.has(`${typeName}:${code}`)),
  );
  const byKey = new Map(records.map(([, record]) => [`${record.typeName}:${record.code}`, record]));
  return keys.map((key) => byKey.get(`${key?.typeName}:${key?.code}`) ?? null);
}

type Read = readonly [versionId: number, record: CatalogRecord];

async function readRecords(manager: EntityManager, rows: readonly VersionRow[]): Promise<readonly Read[]> {
  const contents = await manager
    .createQueryBuilder(contentTable.entity, "content")
    .where({ versionId: In(rows.map(({ versionId }) => versionId)) })
    .getMany();
  const byId = new Map(contents.map(({ versionId, contract }) => [versionId, contract]));
  return rows.flatMap((row) => {
    const contract = byId.get(row.versionId);
    if (contract === undefined) return [];
    const { recordInterface, validFrom: updatedAt } = row;
    return [[row.versionId, { ...sourceOfIndex({ ...row, updatedAt, contract }), recordInterface, contract }] as const];
  });
}
