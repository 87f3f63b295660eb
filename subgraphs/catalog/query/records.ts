/** Reads what the index keeps of records: of versions found in a list, and of records by their global ids. */
import DataLoader from "dataloader";
import type { EntityManager } from "typeorm";
import { BoundedCache } from "#kit/bounded-cache.ts";
import { lastRevision } from "#kit/follow/history.ts";
import { decodeGlobalId } from "#kit/records/global-id.ts";
import type { ContractInput, RecordInterface } from "#kit/records/record.ts";
import { type RecordSource, sourceOfIndex } from "#kit/records/source.ts";
import { selectRows } from "./run.ts";
import { type Sql, sql, valueList } from "./sql.ts";

/** A record of the index: a source for the contract's resolvers that knows which interface it answers to. */
export interface CatalogRecord extends RecordSource {
  readonly recordInterface: RecordInterface;
  /** What the department said. */
  readonly contract: ContractInput;
}

export type RecordLoader = DataLoader<string, CatalogRecord | null>;

/** A version as a list has found it: its id means another record where the database has lost its tail meanwhile. */
export interface NamedVersion {
  readonly version_id: number;
  readonly code: string | number;
  readonly type_name: string | number;
}

export interface RecordReader {
  /** Versions in the order in which they were found; without those whose id names another record by now. */
  readVersions(found: readonly NamedVersion[], epoch: string): Promise<readonly CatalogRecord[]>;
  /** Loads records as they are now by their global ids, for one request; null where there is none of a published type. */
  createLoader(): RecordLoader;
}

/** Versions never change within an epoch, so those read lately are kept: some kilobytes each. */
const versionsKept = 5_000;

export function createRecordReader(manager: EntityManager, typeNames: readonly string[]): RecordReader {
  const kept = new BoundedCache<string, CatalogRecord>(versionsKept);
  return {
    async readVersions(found, epoch) {
      const keyOf = (id: number) => `${epoch} ${id}`;
      const missing = found.map(({ version_id }) => version_id).filter((id) => kept.get(keyOf(id)) === undefined);
      const read = missing.length > 0 ? await readRecords(manager, sql`v.version_id IN (${valueList(missing)})`) : [];
      const byId = new Map(read);
      const records = found.map((version) => {
        const record = kept.get(keyOf(version.version_id)) ?? byId.get(version.version_id);
        return record?.code === version.code && record.typeName === version.type_name ? record : undefined;
      });
      for (const [id, record] of read) kept.set(keyOf(id), record);
      return records.filter((record) => record !== undefined);
    },
    createLoader: () => new DataLoader((ids) => readCurrent(manager, typeNames, ids)),
  };
}

async function readCurrent(manager: EntityManager, typeNames: readonly string[], ids: readonly string[]) {
  const keys = ids.map(decodeGlobalId);
  const known = keys.flatMap((key) => (key && typeNames.includes(key.typeName) ? [key] : []));
  const codes = valueList([...new Set(known.map(({ code }) => code))]);
  const read =
    known.length > 0 ? await readRecords(manager, sql`v.code IN (${codes}) AND v.to_revision = ${lastRevision}`) : [];
  const byKey = new Map(read.map(([, record]) => [`${record.typeName}:${record.code}`, record]));
  const wanted = new Set(known);
  return keys.map((key) => (key && wanted.has(key) ? (byKey.get(`${key.typeName}:${key.code}`) ?? null) : null));
}

interface RecordRow extends NamedVersion {
  readonly code: string;
  readonly type_name: string;
  readonly department: string;
  readonly version: number;
  readonly valid_from: string;
  readonly record_interface: RecordInterface;
  readonly contract: string;
}

type Read = readonly [versionId: number, record: CatalogRecord];

/** In one statement: between two, a database that loses its tail would give one record the content of another. */
async function readRecords(manager: EntityManager, condition: Sql): Promise<readonly Read[]> {
  const rows = await selectRows<RecordRow>(
    manager,
    sql`SELECT v.version_id, v.code, v.type_name, v.department, v.version, v.valid_from, v.record_interface, c.contract
        FROM record_version AS v JOIN record_content AS c ON c.version_id = v.version_id WHERE ${condition}`,
  );
  return rows.map((row) => [row.version_id, recordOf(row)]);
}

function recordOf({ type_name, valid_from, record_interface, ...row }: RecordRow): CatalogRecord {
  const contract: ContractInput = JSON.parse(row.contract);
  const source = sourceOfIndex({ ...row, typeName: type_name, updatedAt: valid_from, contract });
  return { ...source, recordInterface: record_interface, contract };
}
