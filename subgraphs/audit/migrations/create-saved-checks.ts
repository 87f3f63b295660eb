/** Creates the table of checks ahead that were kept. */
import type { MigrationInterface, QueryRunner } from "typeorm";
import { type Column, createTable } from "#kit/database/create-table.ts";

const code: Column = { kind: "code", required: true };

const columns: Readonly<Record<string, Column>> = {
  id: { kind: "code", key: true },
  fiscal_year: { kind: "integer", required: true },
  number: { kind: "integer", required: true },
  saved_at: { kind: "moment", required: true },
  saved_by: code,
  department: { kind: "code" },
  title: { kind: "text", required: true },
  snapshot: code,
  content: { kind: "json", required: true },
};

export class CreateSavedChecks1766200000000 implements MigrationInterface {
  readonly name = "CreateSavedChecks1766200000000";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "saved_check", columns, [
      ["fiscal_year", "number"],
      ["department", "saved_at"],
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("saved_check");
  }
}
