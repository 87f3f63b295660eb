/** The pairs of an export, one a row, with their evidence. */
import { fiscalYearsText } from "#kit/values/fiscal-year.ts";
import { budgetOf } from "../analysis/budget.ts";
import { evidenceOf } from "../analysis/evidence.ts";
import { overlapFinding } from "../analysis/findings.ts";
import type { AlikePair } from "../analysis/pairs.ts";
import { lastDecision, stateOf } from "../cases/state-of.ts";
import type { AuditedMeasure } from "../collection/measure.ts";
import { columns, screenColumns, type Table, yenCell } from "./table.ts";
import { type Exported, exportedPairs, nameOf } from "./tables.ts";
import { wordFor } from "./words.ts";

export function pairTable(exported: Exported): Table {
  return {
    name: "組と根拠",
    columns: [...printed, ...onScreen],
    rows: exportedPairs(exported).map((pair) => pairRow(exported, pair)),
  };
}

const printed = columns(
  ["種類", 7],
  ["類似度（スコア）", 10],
  ["事業名 A", 40],
  ["部局 A", 12],
  ["予算 A", 10],
  ["事業名 B", 40],
  ["部局 B", 12],
  ["予算 B", 10],
  ["共通の言い回し", 42],
  ["状態", 8],
);

const onScreen = screenColumns(
  ["判断の理由", 80],
  ["A だけ", 80],
  ["B だけ", 80],
  ["番号 A", 14],
  ["予算 A（円）", 16],
  ["実施年度 A", 40],
  ["番号 B", 14],
  ["予算 B（円）", 16],
  ["実施年度 B", 40],
);

function pairRow(exported: Exported, pair: AlikePair): Table["rows"][number] {
  const { view, cases } = exported;
  const { a, b } = pair;
  const { shared, onlyFirst, onlySecond } = evidenceOf(view, a, b);
  const finding = overlapFinding(pair);
  const side = (measure: AuditedMeasure) => [
    measure.contract.name.ja,
    nameOf(exported, measure.department),
    yenCell(budgetOf(measure.contract)),
  ];
  return [
    wordFor(pair.class),
    Math.round(pair.bits * 100) / 100,
    ...side(a),
    ...side(b),
    shared.join("、"),
    wordFor(stateOf(cases, finding)),
    lastDecision(cases, finding.id)?.reason ?? "",
    onlyFirst.join("、"),
    onlySecond.join("、"),
    ...exactly(a),
    ...exactly(b),
  ];
}

function exactly({ code, contract }: AuditedMeasure) {
  return [code, budgetOf(contract), yearsOf(contract)];
}

export function yearsOf({ startFiscalYear, endFiscalYear }: AuditedMeasure["contract"]): string {
  return fiscalYearsText(startFiscalYear, endFiscalYear) ?? "不明";
}
