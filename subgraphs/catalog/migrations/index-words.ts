/** Empties the index, so that every record is read again from its department and found by its words and readings. */
import { randomUUID } from "node:crypto";
import type { MigrationInterface, QueryRunner } from "typeorm";

const tables = [
  "posting",
  "version_budget",
  "version_facet",
  "record_content",
  "record_version",
  "department_position",
];

export class IndexWords1764700000000 implements MigrationInterface {
  readonly name = "IndexWords1764700000000";

  up(runner: QueryRunner): Promise<void> {
    return empty(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return empty(runner);
  }
}

/** What cursors went on from is gone: another epoch says so. */
async function empty(runner: QueryRunner): Promise<void> {
  for (const table of tables) await runner.query(`DELETE FROM ${table}`);
  await runner.query("UPDATE catalog_state SET epoch = ?", [randomUUID()]);
}
