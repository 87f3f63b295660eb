/** Reads what the index keeps of records: of versions found in a list, and of records by their global ids. */
import DataLoader from "dataloader";
import { type EntityManager, In } from "typeorm";
import { decodeGlobalId } from "#kit/records/global-id.ts";
import type { RecordInterface } from "#kit/records/record.ts";
import { type RecordSource, sourceOfIndex } from "#kit/records/source.ts";
import { contentTable, lastRevision, type VersionRow, versionTable } from "../tables/tables.ts";

/** A record of the index: a source for the contract's resolvers that knows which interface it answers to. */
export interface CatalogRecord extends RecordSource {
  readonly recordInterface: RecordInterface;
}

/** In the order of the ids. */
export async function loadVersions(
  manager: EntityManager,
  versionIds: readonly number[],
): Promise<readonly CatalogRecord[]> {
  const rows = await manager
    .createQueryBuilder(versionTable.entity, "version")
    .where({ versionId: In([...versionIds]) })
    .getMany();
  return withContents(manager, inOrder(versionIds, rows));
}

export type RecordLoader = DataLoader<string, CatalogRecord | null>;

/** Loads records as they are now by their global ids; null where there is none of a published type. */
export function createRecordLoader(manager: EntityManager, typeNames: readonly string[]): RecordLoader {
  return new DataLoader(async (ids) => {
    const keys = ids.map(decodeGlobalId);
    const codes = keys.flatMap((key) => (key && typeNames.includes(key.typeName) ? [key.code] : []));
    const rows = await manager
      .createQueryBuilder(versionTable.entity, "version")
      .where({ code: In([...new Set(codes)]), toRevision: lastRevision })
      .getMany();
    const wanted = new Set(keys.map((key) => `${key?.typeName}:${key?.code}`));
    const records = await withContents(
      manager,
      rows.filter(({ typeName, code }) => wanted.has(`${typeName}:${code}`)),
    );
    const byKey = new Map(records.map((record) => [`${record.typeName}:${record.code}`, record]));
    return keys.map((key) => byKey.get(`${key?.typeName}:${key?.code}`) ?? null);
  });
}

async function withContents(manager: EntityManager, rows: readonly VersionRow[]): Promise<readonly CatalogRecord[]> {
  const contents = await manager
    .createQueryBuilder(contentTable.entity, "content")
    .where({ versionId: In(rows.map(({ versionId }) => versionId)) })
    .getMany();
  const byId = new Map(contents.map(({ versionId, contract }) => [versionId, contract]));
  return rows.flatMap((row) => {
    const contract = byId.get(row.versionId);
    if (contract === undefined) return [];
    const { recordInterface, validFrom: updatedAt } = row;
    return [{ ...sourceOfIndex({ ...row, updatedAt, contract }), recordInterface }];
  });
}

function inOrder(ids: readonly number[], rows: readonly VersionRow[]): readonly VersionRow[] {
  const byId = new Map(rows.map((row) => [row.versionId, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
