/** Gives each applied batch an id; what was applied before is one batch. */
import { randomUUID } from "node:crypto";
import type { MigrationInterface, QueryRunner } from "typeorm";
import { createBatchTable } from "#kit/follow/batches.ts";

export class NameBatches1766000000000 implements MigrationInterface {
  readonly name = "NameBatches1766000000000";

  async up(runner: QueryRunner): Promise<void> {
    await createBatchTable(runner);
    await runner.query("INSERT INTO applied_batch (revision, id) SELECT revision, ? FROM audit_state", [randomUUID()]);
  }

  down(runner: QueryRunner): Promise<void> {
    return runner.dropTable("applied_batch");
  }
}
