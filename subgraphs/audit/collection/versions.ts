/** Reads versions of measures: those of a revision, of a moment, of a snapshot. */
import { type EntityManager, type FindOptionsWhere, In, LessThanOrEqual, MoreThan } from "typeorm";
import { lastRevision } from "#kit/follow/history.ts";
import { slices } from "#kit/slices.ts";
import { type MeasureVersionRow, measureVersionTable } from "../tables/tables.ts";

type Versions = Promise<readonly MeasureVersionRow[]>;

/** In pages, because a row takes the thread to be made into what it says. */
export function readAtRevision(manager: EntityManager, revision: number): AsyncGenerator<MeasureVersionRow> {
  return readPages(manager, { fromRevision: LessThanOrEqual(revision), toRevision: MoreThan(revision) });
}

/** What the departments said at that moment. */
export function readAt(manager: EntityManager, moment: string): AsyncGenerator<MeasureVersionRow> {
  return readPages(manager, { validFrom: LessThanOrEqual(moment), validTo: MoreThan(moment) });
}

/** All that was ever told, whether anything names it or not. */
export function readAllVersions(manager: EntityManager): AsyncGenerator<MeasureVersionRow> {
  return readPages(manager, {});
}

const rowsOfPage = 100;

async function* readPages(
  manager: EntityManager,
  where: FindOptionsWhere<MeasureVersionRow>,
): AsyncGenerator<MeasureVersionRow> {
  for (let last = 0; ; ) {
    const page = await manager.find(measureVersionTable.entity, {
      where: { ...where, versionId: MoreThan(last) },
      order: { versionId: "ASC" },
      take: rowsOfPage,
    });
    yield* page;
    if (page.length < rowsOfPage) return;
    last = page.at(-1)?.versionId ?? last;
  }
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

export async function readVersions(manager: EntityManager, ids: readonly number[]): Versions {
  const rows: MeasureVersionRow[] = [];
  for (const some of slices(ids, rowsOfPage))
    rows.push(...(await manager.find(measureVersionTable.entity, { where: { versionId: In([...some]) } })));
  return rows;
}
