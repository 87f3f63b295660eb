/** The one place where rows meet keys: loaders that align by key, never by position. */
import DataLoader from "dataloader";
import { type EntityManager, In, type ObjectLiteral } from "typeorm";
import type { TableDefinition } from "../database/define-table.ts";

/** Loads the one row of a key; null where there is none. */
export function createRowLoader<Key extends string, Row extends ObjectLiteral & Readonly<Record<Key, string>>>(
  manager: EntityManager,
  table: TableDefinition<Row>,
  key: Key,
): DataLoader<string, Row | null> {
  return new DataLoader(async (keys) => {
    const rows = await manager
      .createQueryBuilder(table.entity, "row")
      .where({ [key]: In([...keys]) })
      .getMany();
    const byKey = new Map<string, Row>(rows.map((row) => [row[key], row]));
    return keys.map((wanted) => byKey.get(wanted) ?? null);
  });
}

/** Loads the rows of a record's list, in their order; empty where there are none. */
export function createListLoader<Row extends { readonly code: string; readonly position: number }>(
  manager: EntityManager,
  table: TableDefinition<Row>,
): DataLoader<string, readonly Row[]> {
  return new DataLoader(async (codes) => {
    const rows = await manager
      .createQueryBuilder(table.entity, "row")
      .where({ code: In([...codes]) })
      .getMany();
    const byCode = Map.groupBy(rows, (row) => row.code);
    return codes.map((code) => (byCode.get(code) ?? []).sort((a, b) => a.position - b.position));
  });
}
