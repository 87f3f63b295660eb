/** Tells uses that are proven from others. Of what was counted before nobody knows it, so that it goes on counting until it is forgotten. */
import type { MigrationInterface, QueryRunner } from "typeorm";
import { TableColumn } from "typeorm";

/** Of a text that a stranger may have written; what is longer keeps its digest and its coordinates. */
const longestText = 4_096;

export class MarkProof1764800000000 implements MigrationInterface {
  name = "MarkProof1764800000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn("usage_operation", new TableColumn({ name: "proven", type: "integer", isNullable: true }));
    await runner.query("UPDATE usage_operation SET text = '' WHERE LENGTH(text) > ?", [longestText]);
    await runner.query("UPDATE usage_operation SET name = SUBSTR(name, 1, 64) WHERE LENGTH(name) > 64");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn("usage_operation", "proven");
  }
}
