/** Creates the table of the lines that gateways have in their lists of revoked tokens. */
import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "#kit/database/create-table.ts";

export class CreateRevocations1766200000000 implements MigrationInterface {
  readonly name = "CreateRevocations1766200000000";

  async up(runner: QueryRunner): Promise<void> {
    const moment = { kind: "moment", required: true } as const;
    await createTable(runner, "registry_revocation", {
      digest: { kind: "code", key: true },
      line: { kind: "text", required: true },
      at: moment,
      ends_at: moment,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("registry_revocation");
  }
}
