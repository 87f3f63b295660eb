/** Creates the table of the departments that a follower follows. */
import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "../database/create-table.ts";

export class CreateDepartmentList1766100000001 implements MigrationInterface {
  readonly name = "CreateDepartmentList1766100000001";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "followed_departments", {
      id: { kind: "integer", key: true },
      read_at: { kind: "bigInteger", required: true },
      digest: { kind: "code", required: true },
      departments: { kind: "json", required: true },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("followed_departments");
  }
}
