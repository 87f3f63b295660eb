/** The employment department: its names, its own tables and their history. */
import { defineDepartment } from "#kit/department/definition.ts";
import { measureDetails, talentResourceDetails } from "./details.tables.ts";
import { CreateDetails1764500100000 } from "./migrations/create-details.ts";

export const department = defineDepartment({
  code: "employment",
  name: { ja: "雇用・労働", en: "Employment" },
  folder: import.meta.dirname,
  details: { Measure: measureDetails, TalentResource: talentResourceDetails },
  migrations: [CreateDetails1764500100000],
});
