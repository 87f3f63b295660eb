/** Measures for the departments of a prefecture, as tables that can be imported: the national programmes, and beyond their number others of their sentences. */
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
const groups = [
  "YOUNG_PEOPLE",
  "JOB_SEEKERS",
  "CARE_WORKERS",
  "COMPANIES",
  "FARMERS",
  "SCHOOLS",
  "WOMEN",
  "OLDER_PEOPLE",
];
const industries = ["A", "D", "E", "G", "H", "P", "85", "83"];
const costs = {
  of: [
    "介護職員",
    "新規採用者",
    "農業研修",
    "外国人材",
    "中小企業",
    "保育施設",
    "省力化機器",
    "看護学生",
    "移住者",
    "起業",
  ],
  kind: [
    "の人件費",
    "の研修費",
    "の住居費",
    "の購入費",
    "の広報費",
    "の旅費と謝金",
    "の改修費",
    "の委託料",
    "の貸付",
    "の試験費",
  ],
};

export type MakeRow = (number: number) => readonly string[];

export function createAuditRows(folder: string): MakeRow {
  const programmes = readProgrammes(folder);
  const generate = createSynthetic(programmes);
  return (number) => {
    const { title, purpose = "", description = "", facets = {} } = programmes[number] ?? generate(number);
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
      draw(3) === 0 ? `${pick(costs.of)}${pick(costs.kind)}` : "",
      "2026",
      String(1_000 * (1 + draw(90_000))),
      `https://www.pref.toyama.jp/measures/${number}.html`,
    ];
  };
}
