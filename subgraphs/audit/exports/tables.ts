/** What an export holds beside its pairs: what it is about, the matrix, the decisions, what is done about them, and the limits. */
import { toEraDate } from "#kit/values/eras.ts";
import { type Figure, toFigure } from "#kit/values/figure.ts";
import { budgetAtStake } from "../analysis/budget.ts";
import { overlapId } from "../analysis/finding.ts";
import { overlapFinding } from "../analysis/findings.ts";
import { departmentOverlaps } from "../analysis/matrix.ts";
import { isWantedPair, type PairFilter } from "../analysis/pair-filter.ts";
import { type AlikePair, alikePairs } from "../analysis/pairs.ts";
import type { Decision, DecisionOption } from "../cases/case.ts";
import type { Cases } from "../cases/fold.ts";
import { stateOf } from "../cases/state-of.ts";
import type { View } from "../collection/view.ts";
import { limitsOf } from "./limits.ts";
import { type Cell, columns, type Table, yenCell } from "./table.ts";
import { wordFor } from "./words.ts";

export interface Exported {
  readonly view: View;
  readonly cases: Cases;
  /** Of which pairs it is; all of them if left out. */
  readonly only?: PairFilter | undefined;
  /** What a department is called, by its code; its code if left out. */
  readonly departmentName?: (code: string) => string;
}

export function nameOf({ departmentName }: Exported, code: string): string {
  return departmentName?.(code) ?? code;
}

/** Pairs in an export, at most. */
const mostPairs = 1_000;

export function exportedPairs(exported: Exported): readonly AlikePair[] {
  return wantedPairs(exported).slice(0, mostPairs);
}

function wantedPairs({ view, only }: Exported): readonly AlikePair[] {
  return only === undefined ? alikePairs(view) : alikePairs(view).filter((pair) => isWantedPair(pair, only));
}

/** All of them, or those about the pairs that are exported. */
export function exportedDecisions(exported: Exported): readonly Decision[] {
  const all = [...exported.cases.decisions.values()];
  if (exported.only === undefined) return all;
  const findings = new Set(wantedPairs(exported).map(({ a, b }) => overlapId(a.id, b.id)));
  return all.filter(({ findingId }) => findings.has(findingId));
}

export function aboutTable(exported: Exported): Table {
  const { view } = exported;
  const pairs = wantedPairs(exported);
  const { known, measures, unknown } = budgetAtStake(pairs.flatMap(({ a, b }) => [a, b]));
  return {
    name: "概要",
    columns: columns(["項目", 24], ["内容", 80]),
    rows: [
      ["根拠データの番号", view.id],
      ["根拠データの最終更新", lastChangeOf(view)],
      ["対象の組", scopeText(exported)],
      ["施策の数", view.measures.size],
      ["モデルの版", view.model.version],
      ["似た組の数", pairs.length],
      ["関係する施策の数", measures],
      ["関係予算（円）", known],
      ["関係予算", yenCell(known)],
      ["予算が未記入の施策の数", unknown],
      ["判断の数", exportedDecisions(exported).length],
      ["対応の数", exportedDecisions(exported).flatMap(({ actions }) => actions).length],
      ...limitsOf(view).map((limit) => ["限界", limit]),
    ],
  };
}

/** In words: a date, or that there is nothing that could have changed. */
export function lastChangeOf({ at }: View): string {
  return at === "" ? "施策なし" : toEraDate(dayInJapan(at));
}

/** What of the audit it is, in words. */
export function scopeText(exported: Exported): string {
  const { only } = exported;
  if (only === undefined) return "すべて";
  const departments = [only.department, only.other].flatMap((code) => (code ? [nameOf(exported, code)] : []));
  const said = [
    only.ids ? `指定した ${only.ids.length} 組` : "",
    departments.join(" と "),
    only.acrossDepartments ? "部局をまたぐ組" : "",
    only.class ? wordFor(only.class) : "",
  ].filter((text) => text !== "");
  return said.join("、") || "すべて";
}

export function matrixTable(exported: Exported): Table {
  const { view, cases, only = {} } = exported;
  const isShown = (pair: AlikePair) => isWantedPair(pair, only) && stateOf(cases, overlapFinding(pair)) !== "DISMISSED";
  return {
    name: "部局別",
    columns: columns(
      ["部局 A", 14],
      ["部局 B", 14],
      ["組", 8],
      ["重複", 8],
      ["類似", 8],
      ["分散", 8],
      ["横並び", 8],
      ["予算（円）", 18],
      ["予算", 12],
      ["予算が未記入の施策", 12],
    ),
    rows: departmentOverlaps(view, isShown).map((cell) => [
      nameOf(exported, cell.department),
      nameOf(exported, cell.other),
      cell.pairs,
      cell.duplications,
      cell.overlaps,
      cell.fragmentations,
      cell.siblings,
      cell.budget.known,
      yenCell(cell.budget.known),
      cell.budget.unknown,
    ]),
  };
}

export function decisionTable(exported: Exported): Table {
  return {
    name: "判断",
    columns: columns(
      ["案の日", 12],
      ["状態", 10],
      ["判断", 10],
      ["種類", 8],
      ["理由のある重なり", 10],
      ["施策", 50],
      ["理由", 50],
      ["影響", 40],
      ["対応案", 50],
      ["節減の見込み 下（円）", 16],
      ["節減の見込み 下", 12],
      ["節減の見込み 上（円）", 16],
      ["節減の見込み 上", 12],
      ["部局の答え", 50],
    ),
    rows: exportedDecisions(exported).map((decision) => decisionRow(exported, decision)),
  };
}

function decisionRow(exported: Exported, decision: Decision): Table["rows"][number] {
  const { warranted, options, measures, answers } = decision;
  return [
    dayOf(decision.proposedAt),
    wordFor(decision.state),
    wordFor(decision.verdict),
    wordFor(decision.class),
    warranted === null ? "" : warranted ? "理由がある" : "理由がない",
    measures.map(({ name, department }) => `${name}（${nameOf(exported, department)}）`).join("、"),
    decision.reason,
    decision.effects ?? "",
    options.map(optionText).join("、"),
    ...(options.length === 0 ? [null, null, null, null] : savingCells(options)),
    answers
      .map(({ department, position, comment }) => `${nameOf(exported, department)}: ${wordFor(position)} ${comment}`)
      .join("、"),
  ];
}

function optionText({ kind, text, confidence, effects }: DecisionOption): string {
  const further = effects ? `、影響 ${effects}` : "";
  return `${wordFor(kind)}: ${text}（確かさ ${wordFor(confidence) || "不明"}${further}）`;
}

function savingCells(options: readonly DecisionOption[]): readonly Cell[] {
  const [from, to] = [
    bestOf(options.map(({ savingFrom }) => savingFrom)),
    bestOf(options.map(({ savingTo }) => savingTo)),
  ];
  return [from, yenCell(from), to, yenCell(to)];
}

/** Of what is not stated there is no sum. Options exclude each other, so the best of them is meant. */
function bestOf(savings: readonly (number | null)[]): Figure {
  const stated = savings.filter((each) => each !== null);
  return toFigure(stated.length === 0 ? null : Math.max(...stated));
}

export function actionTable(exported: Exported): Table {
  return {
    name: "対応",
    columns: columns(
      ["内容", 50],
      ["部局", 12],
      ["担当", 20],
      ["期限", 12],
      ["状態", 12],
      ["説明", 40],
      ["節減の見込み（円）", 16],
      ["節減の見込み", 12],
      ["実際の節減（円）", 16],
      ["実際の節減", 12],
    ),
    rows: exportedDecisions(exported).flatMap(({ actions }) =>
      actions.map((action) => [
        action.text,
        nameOf(exported, action.department),
        action.owner,
        dayOf(action.dueOn),
        wordFor(action.status),
        action.note ?? "",
        ...[action.estimatedSaving, action.realisedSaving].map(toFigure).flatMap((saving) => [saving, yenCell(saving)]),
      ]),
    ),
  };
}

function dayOf(moment: string): Date {
  return new Date(`${dayInJapan(moment)}T00:00:00.000Z`);
}

/** As an ISO date. */
function dayInJapan(moment: string): string {
  return moment.length === 10 ? moment : new Date(Date.parse(moment) + 9 * 3_600_000).toISOString().slice(0, 10);
}
