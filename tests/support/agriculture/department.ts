/** A fifth department, made with the kit and from a folder of its own: nothing of the hub names it. */
import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "#kit/database/create-table.ts";
import { defineDepartment } from "#kit/department/definition.ts";
import { defineDetails } from "#kit/records/details.ts";

const key = { kind: "code", key: true } as const;

class CreateDetails1764900000000 implements MigrationInterface {
  name = "CreateDetails1764900000000";

  async up(runner: QueryRunner): Promise<void> {
    const own = { crops: { kind: "json" }, training_farm_ares: { kind: "integer" } } as const;
    await createTable(runner, "agriculture_measure", { code: key, ...own });
    await createTable(runner, "agriculture_talent_resource", { code: key, season: { kind: "text" } });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["agriculture_measure", "agriculture_talent_resource"]) await runner.dropTable(table);
  }
}

export const agriculture = defineDepartment({
  code: "agriculture",
  name: { ja: "農林水産", en: "Agriculture" },
  folder: import.meta.dirname,
  details: {
    Measure: defineDetails("agriculture_measure", { crops: { kind: "json" }, trainingFarmAres: { kind: "integer" } }),
    TalentResource: defineDetails("agriculture_talent_resource", { season: { kind: "text" } }),
  },
  migrations: [CreateDetails1764900000000],
});
