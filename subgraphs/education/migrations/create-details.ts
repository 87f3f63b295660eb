/** Creates the tables of the education department's own fields. */

import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "#kit/database/create-table.ts";

const measure = {
  code: { kind: "code", key: true },
  school_kinds: { kind: "json" },
  courses_of_study: { kind: "json" },
  host_kinds: { kind: "json" },
  experience_days: { kind: "integer" },
  paid_work: { kind: "boolean" },
  partner_universities: { kind: "json" },
  staff_roles: { kind: "json" },
  intake: { kind: "integer" },
  exam_on: { kind: "moment" },
  rest_days_per_week: { kind: "integer" },
  grades: { kind: "json" },
  credits: { kind: "integer" },
  reaches_parents: { kind: "boolean" },
  reaches_schools: { kind: "boolean" },
} as const;

const talentResource = {
  code: { kind: "code", key: true },
  stay_months: { kind: "integer" },
  secondee_role: { kind: "json" },
  days_per_week: { kind: "integer" },
  school_kinds: { kind: "json" },
  since_fiscal_year: { kind: "integer" },
  student_bodies: { kind: "json" },
  graduate_profile: { kind: "json" },
  staff_roles: { kind: "json" },
  hours_per_week: { kind: "decimal" },
  paid_work: { kind: "boolean" },
  host_kinds: { kind: "json" },
  grades: { kind: "json" },
} as const;

export class CreateDetails1764500100000 implements MigrationInterface {
  readonly name = "CreateDetails1764500100000";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "education_measure", measure);
    await createTable(runner, "education_talent_resource", talentResource);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("education_talent_resource");
    await runner.dropTable("education_measure");
  }
}
