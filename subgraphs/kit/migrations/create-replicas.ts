/** Creates the table of the processes that run on a subgraph's database, with what each of them answers. */
import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "../database/create-table.ts";

export class CreateReplicas1766100000000 implements MigrationInterface {
  readonly name = "CreateReplicas1766100000000";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "running_replica", {
      id: { kind: "code", key: true },
      started_at: { kind: "bigInteger", required: true },
      seen_at: { kind: "bigInteger", required: true },
      known: { kind: "code", required: true },
      sdl: { kind: "text", required: true },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("running_replica");
  }
}
