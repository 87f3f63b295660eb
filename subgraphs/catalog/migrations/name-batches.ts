/** Gives each applied batch an id. Those of before share the epoch's, which cursors of before carry. */
import type { MigrationInterface, QueryRunner } from "typeorm";
import { createBatchTable } from "#kit/follow/batches.ts";

const known = `SELECT revision FROM catalog_state UNION SELECT from_revision AS revision FROM record_version`;

export class NameBatches1766000000000 implements MigrationInterface {
  readonly name = "NameBatches1766000000000";

  async up(runner: QueryRunner): Promise<void> {
    await createBatchTable(runner);
    await runner.query(
      `INSERT INTO applied_batch (revision, id) SELECT known.revision, state.epoch FROM (${known}) AS known, catalog_state AS state`,
    );
  }

  down(runner: QueryRunner): Promise<void> {
    return runner.dropTable("applied_batch");
  }
}
