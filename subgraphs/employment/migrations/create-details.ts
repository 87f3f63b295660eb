/** Creates the tables of the employment department's own fields. */

import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "#kit/database/create-table.ts";

const measure = {
  code: { kind: "code", key: true },
  job_matching_channels: { kind: "json" },
  counselling_desk: { kind: "json" },
  counselling_desk_place: { kind: "json" },
  placed_staff: { kind: "json" },
  partner_bodies: { kind: "json" },
  payment_trigger: { kind: "code" },
  registrations_required: { kind: "json" },
  national_scheme_count: { kind: "integer" },
  minimum_leave_days: { kind: "integer" },
  employer_share_percent: { kind: "decimal" },
  programme_length: { kind: "json" },
  places_per_course: { kind: "integer" },
  working_hours_condition: { kind: "json" },
  wage_condition: { kind: "json" },
} as const;

const talentResource = {
  code: { kind: "code", key: true },
  base_system: { kind: "json" },
  minimum_hourly_wage: { kind: "bigInteger" },
  shortest_shift_hours: { kind: "decimal" },
  opened_in: { kind: "text" },
  desk_place: { kind: "json" },
  minimum_age: { kind: "integer" },
  state_grant: { kind: "boolean" },
  desk_staff: { kind: "json" },
  staff_count: { kind: "integer" },
  placement_firms: { kind: "json" },
  first_use_subsidy_percent: { kind: "decimal" },
  first_use_subsidy_cap: { kind: "bigInteger" },
  shorter_secondment_months: { kind: "integer" },
  longer_secondment_months: { kind: "integer" },
  written_conditions: { kind: "boolean" },
  closing_three_party_talk: { kind: "boolean" },
  branch_centre_count: { kind: "integer" },
  counted_in: { kind: "integer" },
  free_of_charge: { kind: "boolean" },
} as const;

export class CreateDetails1764500100000 implements MigrationInterface {
  readonly name = "CreateDetails1764500100000";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "employment_measure", measure);
    await createTable(runner, "employment_talent_resource", talentResource);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("employment_talent_resource");
    await runner.dropTable("employment_measure");
  }
}
