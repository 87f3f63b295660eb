/** Puts the tables of a database back to what they were, under whoever is running on it: as a failover that was behind does, and a restore. */
import type { Database } from "#kit/database/open.ts";

export interface EarlierState {
  /** By another connection, in one transaction. */
  putBack(): Promise<void>;
}

export async function copyState(database: Database, tables: readonly string[]): Promise<EarlierState> {
  const copies = new Map<string, readonly Record<string, unknown>[]>();
  for (const table of tables) copies.set(table, await database.reader.query(`SELECT * FROM ${table}`));
  return {
    putBack: () =>
      database.transaction(async (manager) => {
        for (const [table, rows] of copies) {
          await manager.query(`DELETE FROM ${table}`);
          for (const row of rows) {
            const places = Object.keys(row).map(() => "?");
            const columns = Object.keys(row).map((name) => manager.connection.driver.escape(name));
            await manager.query(
              `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${places.join(", ")})`,
              Object.values(row),
            );
          }
        }
      }),
  };
}
