/** The one place where rows meet keys: they are aligned by key, never by position. */
import { type EntityManager, In, type ObjectLiteral } from "typeorm";
import type { TableDefinition } from "../database/define-table.ts";

/** What belongs to each key, in their order. */
export type ReadByKeys<Found> = (keys: readonly string[]) => Promise<Found[]>;

/** The one row of a key; null where there is none. */
export function readRows<Key extends string, Row extends ObjectLiteral & Readonly<Record<Key, string>>>(
  manager: EntityManager,
  table: TableDefinition<Row>,
  key: Key,
): ReadByKeys<Row | null> {
  return async (keys) => {
    const rows = await manager
      .createQueryBuilder(table.entity, "row")
      .where({ [key]: In([...keys]) })
      .getMany();
    const byKey = new Map<string, Row>(rows.map((row) => [row[key], row]));
    return keys.map((wanted) => byKey.get(wanted) ?? null);
  };
}

/** The rows of a record's list, in their order; empty where there are none. */
export function readLists<Row extends { readonly code: string; readonly position: number }>(
  manager: EntityManager,
  table: TableDefinition<Row>,
): ReadByKeys<readonly Row[]> {
  return async (codes) => {
    const rows = await manager
      .createQueryBuilder(table.entity, "row")
      .where({ code: In([...codes]) })
      .getMany();
    const byCode = Map.groupBy(rows, (row) => row.code);
    return codes.map((code) => (byCode.get(code) ?? []).sort((a, b) => a.position - b.position));
  };
}
