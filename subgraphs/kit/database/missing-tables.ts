/** Tables that were there at the start, and are not any more. */
import type { EntityManager, EntitySchema } from "typeorm";
import type { Dialect } from "./dialect.ts";

const statements = {
  sqlite: "SELECT name FROM sqlite_master WHERE type = 'table'",
  mysql: "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()",
} as const satisfies Record<Dialect, string>;

/** In the order of the alphabet. */
export async function findMissingTables(
  reader: EntityManager,
  dialect: Dialect,
  entities: readonly EntitySchema[],
): Promise<readonly string[]> {
  const rows: readonly { readonly name: string }[] = await reader.query(statements[dialect]);
  const there = new Set(rows.map(({ name }) => name));
  return entities
    .map(({ options }) => options.tableName ?? options.name)
    .filter((table) => !there.has(table))
    .sort();
}
