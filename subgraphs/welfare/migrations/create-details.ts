/** Creates the tables of the welfare department's own fields. */

import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "#kit/database/create-table.ts";

const measure = {
  code: { kind: "code", key: true },
  facility_kinds: { kind: "json" },
  qualifications_earned: { kind: "json" },
  qualifications_held: { kind: "json" },
  care_worker_levels: { kind: "json" },
  quota_places: { kind: "integer" },
  interest_free: { kind: "boolean" },
  write_off_years: { kind: "integer" },
  write_off_workplaces: { kind: "json" },
  write_off_area: { kind: "code" },
  write_off_condition: { kind: "json" },
  care_technology_kinds: { kind: "json" },
  venue_count: { kind: "integer" },
  held_on: { kind: "moment" },
  established_year: { kind: "integer" },
} as const;

const talentResource = {
  code: { kind: "code", key: true },
  desk_services: { kind: "json" },
  free_of_charge: { kind: "boolean" },
  established_year: { kind: "integer" },
  designated_by_prefecture: { kind: "boolean" },
  satellite_areas: { kind: "json" },
  care_worker_levels: { kind: "json" },
  subsidy_cap: { kind: "bigInteger" },
  facility_kinds: { kind: "json" },
  split_tasks: { kind: "json" },
} as const;

export class CreateDetails1764500100000 implements MigrationInterface {
  readonly name = "CreateDetails1764500100000";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "welfare_measure", measure);
    await createTable(runner, "welfare_talent_resource", talentResource);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("welfare_talent_resource");
    await runner.dropTable("welfare_measure");
  }
}
