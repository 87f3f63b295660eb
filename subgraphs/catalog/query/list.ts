/** Reads the versions of a settled list: a page, their number, and whether a search finds anything at all. */
import type { Page } from "#kit/graphql/paging.ts";
import { matches } from "../search/matches.ts";
import { countedPlan, type SearchPlan } from "../search/plan.ts";
import { writeCursor } from "./cursor.ts";
import { orderBy, reversed, type SortValues, sortKeys, standsAfter } from "./order.ts";
import type { SettledList } from "./settle.ts";
import type { SnapshotReader } from "./snapshot-reader.ts";
import { allOf, type Sql, sql } from "./sql.ts";

/** The keys of a version in every order, and its id. */
export interface FoundVersion extends SortValues {
  readonly version_id: number;
}

export interface FoundPage {
  readonly list: SettledList;
  /** In the direction of the page, one more than its size where more follow. */
  readonly found: readonly FoundVersion[];
}

export async function findPage(reader: SnapshotReader, list: SettledList, page: Page): Promise<FoundPage> {
  return { list, found: await findVersions(reader, list, page) };
}

/** How much of the question the record meets that meets most of it; 0 where there is none. */
export async function mostCovered(reader: SnapshotReader, list: SettledList): Promise<number> {
  const statement = sql`SELECT MAX(m.cover) AS cover FROM ${versions(list.plan)} WHERE ${list.base}`;
  const [row] = await reader.select<{ cover: number | string | null }>(list, statement);
  return Number(row?.cover ?? 0);
}

export async function countVersions(reader: SnapshotReader, list: SettledList): Promise<number> {
  const statement = sql`SELECT COUNT(*) AS records FROM ${countedVersions(list.plan)} WHERE ${allOf(allConditions(list))}`;
  const [row] = await reader.select<{ records: number | string }>(list, statement);
  return Number(row?.records ?? 0);
}

export function cursorOf({ digest, snapshot, mended, order }: SettledList, version: FoundVersion): string {
  return writeCursor({
    batch: snapshot.batch,
    revision: snapshot.revision,
    lastVersionId: snapshot.lastVersionId,
    list: digest,
    mended,
    keys: sortKeys(order).map(({ column }) => version[column]),
  });
}

/** The versions, joined with their scores when there is a search. */
export function versions(plan: SearchPlan | undefined): Sql {
  if (plan === undefined) return sql`record_version AS v`;
  return sql`(${matches(plan)}) AS m JOIN record_version AS v ON v.version_id = m.version_id`;
}

/** Those of them that counts and facets tell of. */
export function countedVersions(plan: SearchPlan | undefined): Sql {
  return versions(plan && countedPlan(plan));
}

export function allConditions({ base, conditions }: SettledList): readonly Sql[] {
  return [base, ...conditions.map(({ holds }) => holds)];
}

const columns = sql`v.version_id, v.code, v.type_name, v.sort_name, v.valid_from, v.budget_unknown, v.budget_amount`;

async function findVersions(reader: SnapshotReader, list: SettledList, page: Page): Promise<readonly FoundVersion[]> {
  const keys = page.backward ? reversed(sortKeys(list.order)) : sortKeys(list.order);
  const after = list.position ? [standsAfter(keys, list.position)] : [];
  const score = list.plan ? sql`m.score` : sql`0 AS score`;
  const rows = await reader.select<FoundVersion>(
    list,
    sql`SELECT ${columns}, ${score} FROM ${versions(list.plan)} WHERE ${allOf([...allConditions(list), ...after])}
        ORDER BY ${orderBy(keys)} LIMIT ${page.size + 1}`,
  );
  return rows.map(withNumbers);
}

// MySQL gives sums and 64-bit integers as text.
function withNumbers(row: FoundVersion): FoundVersion {
  return { ...row, score: Number(row.score), budget_amount: Number(row.budget_amount) };
}
