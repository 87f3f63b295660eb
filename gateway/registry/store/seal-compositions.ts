/** Adds the seal of what was composed: what was kept without one is composed once more. */
import { type MigrationInterface, type QueryRunner, TableColumn } from "typeorm";

export class SealCompositions1765600000000 implements MigrationInterface {
  name = "SealCompositions1765600000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn(
      "registry_composition",
      new TableColumn({ name: "seal", type: "varchar", length: "191", isNullable: true }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn("registry_composition", "seal");
  }
}
