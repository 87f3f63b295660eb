/** Creates the table of what became of changes with an idempotency key: the same in every database that changes are sent to. */
import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "../database/create-table.ts";

const code = { kind: "code", required: true } as const;
const key = { kind: "code", key: true } as const;

export class CreateOutcomes1765300000000 implements MigrationInterface {
  readonly name = "CreateOutcomes1765300000000";

  async up(runner: QueryRunner): Promise<void> {
    const columns = {
      caller: key,
      idempotency_key: key,
      number: { kind: "bigInteger", required: true },
      request_digest: code,
      outcome: { kind: "json", required: true },
      at: { kind: "moment", required: true },
    } as const;
    await createTable(runner, "idempotent_outcome", columns, [["caller", "number"], ["at"]]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("idempotent_outcome");
  }
}
