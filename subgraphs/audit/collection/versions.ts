/** Reads versions of measures: those of a revision, of a moment, of a snapshot. */
import { type EntityManager, In, LessThanOrEqual, MoreThan } from "typeorm";
import { lastRevision } from "#kit/follow/history.ts";
import { type MeasureVersionRow, measureVersionTable } from "../tables/tables.ts";

type Versions = Promise<readonly MeasureVersionRow[]>;

export function readAtRevision(manager: EntityManager, revision: number): Versions {
  return manager.find(measureVersionTable.entity, {
    where: { fromRevision: LessThanOrEqual(revision), toRevision: MoreThan(revision) },
  });
}

/** What the departments said at that moment. */
export function readAt(manager: EntityManager, moment: string): Versions {
  return manager.find(measureVersionTable.entity, {
    where: { validFrom: LessThanOrEqual(moment), validTo: MoreThan(moment) },
  });
}

/** What began or ended in later revisions, up to the second one. */
export function readChangedSince(manager: EntityManager, since: number, upTo: number): Versions {
  return manager
    .createQueryBuilder(measureVersionTable.entity, "version")
    .where("version.fromRevision <= :upTo AND (version.fromRevision > :since OR version.toRevision > :since)", {
      since,
      upTo,
    })
    .andWhere("NOT (version.fromRevision <= :since AND version.toRevision = :last)", { last: lastRevision })
    .getMany();
}

const idsInStatement = 1_000;

export async function readVersions(manager: EntityManager, ids: readonly number[]): Versions {
  const rows: MeasureVersionRow[] = [];
  for (let start = 0; start < ids.length; start += idsInStatement) {
    const some = ids.slice(start, start + idsInStatement);
    rows.push(...(await manager.find(measureVersionTable.entity, { where: { versionId: In(some) } })));
  }
  return rows;
}
