/** Creates the tables of the industry department's own fields. */

import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "#kit/database/create-table.ts";

const measure = {
  code: { kind: "code", key: true },
  productivity_growth_percent: { kind: "decimal" },
  payroll_growth_percent: { kind: "decimal" },
  investment_kinds: { kind: "json" },
  dx_partner_required: { kind: "boolean" },
  business_stages: { kind: "json" },
  farm_forestry_career_stages: { kind: "json" },
  equipment_provision: { kind: "code" },
  market_entries: { kind: "json" },
  expert_use: { kind: "code" },
  programme_months: { kind: "integer" },
  supported_persons_max: { kind: "integer" },
  field_training_days_min: { kind: "integer" },
  field_training_days_max: { kind: "integer" },
  field_training_schedule: { kind: "json" },
} as const;

const talentResource = {
  code: { kind: "code", key: true },
  trial_fiscal_year: { kind: "integer" },
  regular_operation_fiscal_year: { kind: "integer" },
  matching_system_provider: { kind: "json" },
  farm_tasks: { kind: "json" },
  machine_lending: { kind: "boolean" },
  commissioned_recruitment: { kind: "boolean" },
  worker_registration: { kind: "boolean" },
  lent_machines: { kind: "json" },
  college_opened_fiscal_year: { kind: "integer" },
  college_course_months: { kind: "integer" },
  college_course_fee: { kind: "bigInteger" },
  commissioned_by_prefecture: { kind: "boolean" },
  practice_sites: { kind: "json" },
  applicant_assistance_duty: { kind: "boolean" },
  registration_weeks: { kind: "integer" },
  expertise_fields: { kind: "json" },
} as const;

export class CreateDetails1764500100000 implements MigrationInterface {
  readonly name = "CreateDetails1764500100000";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "industry_measure", measure);
    await createTable(runner, "industry_talent_resource", talentResource);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("industry_talent_resource");
    await runner.dropTable("industry_measure");
  }
}
