/** Creates the tables of the schema's usage. */
import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "#kit/database/create-table.ts";

export class CreateUsage1764700000000 implements MigrationInterface {
  name = "CreateUsage1764700000000";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "usage_operation", {
      hash: { kind: "code", key: true },
      name: { kind: "code" },
      kind: { kind: "code", required: true },
      text: { kind: "text", required: true },
    });
    await createTable(
      runner,
      "usage_coordinate",
      {
        coordinate: { kind: "code", key: true },
        hash: { kind: "code", key: true },
        last_day: { kind: "moment", required: true },
      },
      [["last_day"]],
    );
    await createTable(
      runner,
      "usage_count",
      {
        hash: { kind: "code", key: true },
        client: { kind: "code", key: true },
        version: { kind: "code", key: true },
        day: { kind: "moment", key: true },
        uses: { kind: "bigInteger", required: true },
        first_seen: { kind: "moment", required: true },
        last_seen: { kind: "moment", required: true },
      },
      [["day"]],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["usage_count", "usage_coordinate", "usage_operation"]) await runner.dropTable(table);
  }
}
