/** What the data of a measure lack or contradict, as far as it stands in the way of comparing it. */
import type { Bilingual } from "#kit/errors.ts";
import type { MeasureInput } from "#kit/records/record.ts";
import type { AuditedMeasure } from "../collection/measure.ts";
import type { View } from "../collection/view.ts";
import { type Finding, findingId } from "./finding.ts";

interface Check {
  readonly code: string;
  readonly isFault: (contract: MeasureInput) => boolean;
  readonly text: Bilingual;
}

const check = (code: string, isFault: Check["isFault"], ja: string, en: string): Check => ({
  code,
  isFault,
  text: { ja, en },
});

const checks: readonly Check[] = [
  check(
    "NAME_NOT_OFFICIAL",
    ({ officialName }) => officialName === false,
    "正式名称ではない",
    "its name is not the official one",
  ),
  check("SUMMARY_MISSING", ({ summary }) => !summary, "概要が無い", "it has no summary"),
  check("PURPOSE_MISSING", ({ purpose }) => !purpose, "目的が未記入", "its purpose is not stated"),
  check("PILLAR_MISSING", ({ pillar }) => !pillar, "柱が未記入", "its pillar is not stated"),
  check("TARGETS_MISSING", ({ targetGroups }) => !targetGroups, "対象者が未記入", "whom it addresses is not stated"),
  check("AREAS_MISSING", ({ areas }) => !areas, "地域が未記入", "its area is not stated"),
  check("BUDGET_UNKNOWN", ({ budgets }) => !budgets?.length, "予算が未記入", "its budget is not known"),
  check(
    "BUDGETS_CONTRADICT",
    haveContradictingBudgets,
    "同じ年度・段階の予算が食い違う",
    "figures of one year and stage contradict",
  ),
  check(
    "YEARS_MISSING",
    (each) => !each.startFiscalYear && !each.endFiscalYear && !each.attestedFiscalYears?.length,
    "年度が未記入",
    "no fiscal year is stated",
  ),
  check(
    "END_BEFORE_START",
    ({ startFiscalYear, endFiscalYear }) =>
      Boolean(startFiscalYear && endFiscalYear && endFiscalYear < startFiscalYear),
    "終了年度が開始年度より前",
    "it ends before it starts",
  ),
  check(
    "ENDED_WITHOUT_YEAR",
    ({ lifecycle, endFiscalYear }) => lifecycle === "ENDED" && !endFiscalYear,
    "終了したのに終了年度が無い",
    "it has ended, and its last year is not stated",
  ),
];

function haveContradictingBudgets({ budgets }: MeasureInput): boolean {
  const stages = Map.groupBy(budgets ?? [], ({ fiscalYear, stage }) => `${fiscalYear} ${stage ?? ""}`);
  return [...stages.values()].some((figures) => new Set(figures.map(({ amount }) => amount)).size > 1);
}

export function dataFaults(view: View): readonly Finding[] {
  return view.once("data", () => [...view.measures.values()].flatMap(faultsOf));
}

function faultsOf(measure: AuditedMeasure): readonly Finding[] {
  const name = measure.contract.name.ja;
  return checks
    .filter(({ isFault }) => isFault(measure.contract))
    .map(({ code, text }) => ({
      id: findingId("DATA_QUALITY", code, measure.id),
      kind: "DATA_QUALITY",
      code,
      text: { ja: `「${name}」: ${text.ja}。`, en: `"${name}": ${text.en}.` },
      measures: [measure],
    }));
}
