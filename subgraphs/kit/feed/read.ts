/** Reads the change feed in the order of commit. */
import { type EntityManager, In, MoreThan } from "typeorm";
import type { RecordKey } from "../records/global-id.ts";
import { type ChangeRow, changeTable, feedPositionTable } from "./tables.ts";

export interface ChangePage {
  /** In order of their sequence numbers, which are without gaps. */
  readonly changes: readonly ChangeRow[];
  /** The last number given out when the page was read. */
  readonly last: number;
}

const largestPage = 1_000;

export async function readChanges(manager: EntityManager, after: number, first: number): Promise<ChangePage> {
  const changes = await manager.find(changeTable.entity, {
    where: { sequence: MoreThan(after) },
    order: { sequence: "ASC" },
    take: Math.min(Math.max(first, 0), largestPage),
  });
  const position = await manager.findOneBy(feedPositionTable.entity, { id: 1 });
  return { changes, last: position?.last ?? 0 };
}

type LastVersion = (typeName: string, code: string) => number | undefined;

/** The last version that the feed has of each record, whether it is still there or withdrawn. */
export async function findLastVersions(manager: EntityManager, keys: readonly RecordKey[]): Promise<LastVersion> {
  const rows = await manager
    .createQueryBuilder(changeTable.entity, "change")
    .select(["change.typeName AS typeName", "change.code AS code"])
    .addSelect("MAX(change.version)", "version")
    .where({ code: In(keys.map(({ code }) => code)) })
    .groupBy("change.typeName")
    .addGroupBy("change.code")
    .getRawMany<RecordKey & { version: number }>();
  const byType = Map.groupBy(rows, ({ typeName }) => typeName);
  return (typeName, code) => byType.get(typeName)?.find((row) => row.code === code)?.version;
}
