/** The industry department: its names, its own tables and their history. */
import { defineDepartment } from "#kit/department/definition.ts";
import { measureDetails, talentResourceDetails } from "./details.tables.ts";
import { CreateDetails1764500100000 } from "./migrations/create-details.ts";

export const department = defineDepartment({
  code: "industry",
  name: { ja: "産業", en: "Industry" },
  folder: import.meta.dirname,
  details: { Measure: measureDetails, TalentResource: talentResourceDetails },
  migrations: [CreateDetails1764500100000],
});
