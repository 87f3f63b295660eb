/** Creates the table of what was composed. */
import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "#kit/database/create-table.ts";

const code = { kind: "code", required: true } as const;

export class CreateCompositions1764900000000 implements MigrationInterface {
  name = "CreateCompositions1764900000000";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "registry_composition", {
      parts: { kind: "code", key: true },
      digest: code,
      api_digest: code,
      at: { kind: "moment", required: true },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("registry_composition");
  }
}
