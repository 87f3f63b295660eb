/** Measures of the departments of a prefecture, made up from the sentences of real ones, as tables that can be imported. */
import { readProgrammes } from "../bench-overlap/national.ts";
import { createDrawing, createSynthetic } from "../bench-overlap/synthetic.ts";

export const auditHeadings = [
  "code",
  "name_ja",
  "purpose_ja",
  "summary_ja",
  "areas",
  "pillar",
  "instrument",
  "target_groups",
  "industries",
  "start_fiscal_year",
  "legal_basis_ja",
  "benefits_1_kind",
  "benefits_1_eligible_costs_ja",
  "budgets_1_fiscal_year",
  "budgets_1_amount",
  "sources_1_url",
] as const;

const areas = ["16", "16201", "16202", "16204", "16205", "16206", "16207", "16208", "16209", "16210", "16211", "16321"];
const pillars = ["SECURING", "WORKSTYLE", "DEVELOPMENT", "LABOR_SAVING"];
const instruments = ["SUBSIDY", "GRANT", "TRAINING", "CONSULTATION", "FACILITY", "EVENT", "PILOT", "SURVEY"];
const groups = ["YOUNG_PEOPLE", "JOB_SEEKERS", "CARE_WORKERS", "COMPANIES", "FARMERS", "SCHOOLS", "WOMEN", "OLDER_PEOPLE"];
const industries = ["A", "D", "E", "G", "H", "P", "85", "83"];
const costs = ["研修と採用広報にかかる費用", "機器の購入費", "住居の確保にかかる費用", "専門家への謝金と旅費", "施設の改修費"];

export type MakeRow = (number: number) => readonly string[];

export function createAuditRows(folder: string): MakeRow {
  const generate = createSynthetic(readProgrammes(folder));
  return (number) => {
    const { title, purpose = "", description = "", facets = {} } = generate(number);
    const draw = createDrawing(number + 1_000_000);
    const pick = (from: readonly string[]) => from[draw(from.length)] ?? "";
    return [
      `AUD-${number}`,
      title.slice(0, 120),
      purpose.slice(0, 1_000),
      description.slice(0, 1_500),
      pick(areas),
      pick(pillars),
      pick(instruments),
      [...new Set([pick(groups), pick(groups)])].join(";"),
      pick(industries),
      String(2015 + draw(10)),
      (facets["plan"]?.[0] ?? "").slice(0, 200),
      draw(3) === 0 ? "CASH" : "",
      draw(3) === 0 ? pick(costs) : "",
      "2026",
      String(1_000 * (1 + draw(90_000))),
      `https://www.pref.toyama.jp/measures/${number}.html`,
    ];
  };
}
