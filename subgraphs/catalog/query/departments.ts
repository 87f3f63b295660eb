/** What the catalog has of each department, and how fresh it is. */
import type { EntityManager } from "typeorm";
import type { Bilingual } from "#kit/errors.ts";
import type { Follower } from "#kit/follow/follower.ts";
import { lastRevision } from "#kit/follow/history.ts";
import { positionTable } from "#kit/follow/position.ts";
import { selectRows } from "./run.ts";
import { sql } from "./sql.ts";

interface CountRow {
  readonly department: string;
  readonly record_interface: string;
  readonly records: number | string;
}

export interface NamedDepartment {
  readonly code: string;
  readonly title: Bilingual;
}

export async function departmentStatuses(
  manager: EntityManager,
  departments: readonly NamedDepartment[],
  follower: Follower,
) {
  const positions = await manager.find(positionTable.entity);
  const counts = await countRecords(manager);
  return departments.map(({ code, title }) => {
    const position = positions.find(({ department }) => department === code);
    return {
      code,
      name: title,
      measureCount: counts.get(`${code} Measure`) ?? 0,
      talentResourceCount: counts.get(`${code} TalentResource`) ?? 0,
      freshness: freshnessOf(position ?? { sequence: 0, lastChangeAt: null }, follower, code),
    };
  });
}

async function countRecords(manager: EntityManager): Promise<ReadonlyMap<string, number>> {
  const rows = await selectRows<CountRow>(
    manager,
    sql`SELECT department, record_interface, COUNT(*) AS records FROM record_version
        WHERE to_revision = ${lastRevision} GROUP BY department, record_interface`,
  );
  return new Map(rows.map((row) => [`${row.department} ${row.record_interface}`, Number(row.records)]));
}

interface Position {
  readonly sequence: number;
  readonly lastChangeAt: string | null;
}

function freshnessOf({ sequence, lastChangeAt }: Position, follower: Follower, code: string) {
  const { feedPosition, ...status } = follower.statusOf(code);
  const lag = feedPosition === null ? null : Math.max(feedPosition - sequence, 0);
  return { ...status, position: sequence, feedPosition, lag, lastChangeAt };
}
