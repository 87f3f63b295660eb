/** Stores counted uses, and forgets old ones. Several processes may store at once: each adds what it counted itself. */
import type { EntityManager } from "typeorm";
import type { Database } from "#kit/database/open.ts";
import { slices } from "#kit/slices.ts";
import type { Batch } from "./counts.ts";

/** Characters that a coordinate may have in the database. */
const longestCoordinate = 191;
const rowsPerStatement = 200;

export async function storeBatch(database: Database, { operations, coordinates, uses }: Batch): Promise<void> {
  const { dialect } = database;
  const inOrder = [...operations.values()].toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
  const lastDays = new Map(uses.map(({ hash, lastSeen }) => [hash, dayOf(lastSeen)]));
  const coordinateRows = inOrder.flatMap(({ hash }) =>
    [...(coordinates.get(hash) ?? [])]
      .filter((coordinate) => coordinate.length <= longestCoordinate)
      .toSorted()
      .map((coordinate) => [coordinate, hash, lastDays.get(hash)]),
  );
  const useRows = uses
    .toSorted((a, b) => (a.hash < b.hash ? -1 : 1))
    .map((use) => [use.hash, use.client, use.version, dayOf(use.lastSeen), use.uses, use.firstSeen, use.lastSeen]);
  // In one order of tables and rows, so that two processes do not wait for each other.
  await database.transaction(async (manager) => {
    await upsert(
      manager,
      statements[dialect].operation,
      inOrder.map(({ hash, name, kind, text, isProven }) => [hash, name ?? null, kind, text, isProven ? 1 : 0]),
    );
    await upsert(manager, statements[dialect].coordinate, coordinateRows);
    await upsert(manager, statements[dialect].use, useRows);
  });
}

interface Upsert {
  readonly insert: string;
  readonly update: string;
}

/** What each database calls the row that could not be inserted. */
const statements = {
  sqlite: upserts(
    (keys) => `ON CONFLICT (${keys}) DO UPDATE SET`,
    (column) => `excluded.${column}`,
    ["MIN", "MAX"],
  ),
  mysql: upserts(
    () => "ON DUPLICATE KEY UPDATE",
    (column) => `VALUES(${column})`,
    ["LEAST", "GREATEST"],
  ),
};

function upserts(
  onKey: (keys: string) => string,
  given: (column: string) => string,
  [least, greatest]: [string, string],
) {
  const later = (column: string) => `${column} = ${greatest}(${column}, ${given(column)})`;
  return {
    operation: {
      insert: "INSERT INTO usage_operation (hash, name, kind, text, proven)",
      update: `${onKey("hash")} kind = ${given("kind")}`,
    },
    coordinate: {
      insert: "INSERT INTO usage_coordinate (coordinate, hash, last_day)",
      update: `${onKey("coordinate, hash")} ${later("last_day")}`,
    },
    use: {
      insert: "INSERT INTO usage_count (hash, client, version, day, uses, first_seen, last_seen)",
      update: `${onKey("hash, client, version, day")} uses = uses + ${given("uses")},
        first_seen = ${least}(first_seen, ${given("first_seen")}), ${later("last_seen")}`,
    },
  };
}

async function upsert(manager: EntityManager, { insert, update }: Upsert, rows: readonly (readonly unknown[])[]) {
  for (const part of slices(rows, rowsPerStatement)) {
    const places = part.map((row) => `(${row.map(() => "?").join(", ")})`).join(", ");
    await manager.query(`${insert} VALUES ${places} ${update}`, part.flat());
  }
}

/** Forgets what was last used before the day, and operations that nobody has used since. */
export async function forgetBefore(database: Database, day: string): Promise<void> {
  await database.transaction(async (manager) => {
    await manager.query("DELETE FROM usage_count WHERE day < ?", [day]);
    await manager.query("DELETE FROM usage_coordinate WHERE last_day < ?", [day]);
    await manager.query("DELETE FROM usage_operation WHERE hash NOT IN (SELECT hash FROM usage_count)");
  });
}

/** Forgets sooner what nobody has proven, where there is more than there may be. */
export async function forgetUnprovenBefore(database: Database, day: string): Promise<void> {
  await database.transaction(async (manager) => {
    const unproven = "hash IN (SELECT hash FROM usage_operation WHERE proven = 0)";
    await manager.query(`DELETE FROM usage_count WHERE day < ? AND ${unproven}`, [day]);
    await manager.query(`DELETE FROM usage_coordinate WHERE last_day < ? AND ${unproven}`, [day]);
    await manager.query("DELETE FROM usage_operation WHERE hash NOT IN (SELECT hash FROM usage_count)");
  });
}

export function dayOf(moment: string): string {
  return moment.slice(0, 10);
}
