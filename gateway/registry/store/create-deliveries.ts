/** Creates the table of what is to be told to webhooks. */
import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "#kit/database/create-table.ts";

const code = { kind: "code", required: true } as const;
const key = { kind: "code", key: true } as const;
const moment = { kind: "moment", required: true } as const;

export class CreateDeliveries1765000000000 implements MigrationInterface {
  name = "CreateDeliveries1765000000000";

  async up(runner: QueryRunner): Promise<void> {
    const columns = {
      event: key,
      receiver: key,
      kind: code,
      body: { kind: "text", required: true },
      at: moment,
      status: code,
      attempts: { kind: "integer", required: true },
      next_at: moment,
      claim: { kind: "code" },
    } as const;
    await createTable(runner, "registry_delivery", columns, [["status", "receiver", "next_at"]]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("registry_delivery");
  }
}
