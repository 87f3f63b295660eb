/** What an export holds: the matrix, the pairs with their evidence, the decisions, what is done about them, and the limits. */
import { type Figure, toFigure } from "#kit/values/figure.ts";
import { budgetAtStake, budgetOf } from "../analysis/budget.ts";
import { evidenceOf } from "../analysis/evidence.ts";
import { overlapId } from "../analysis/finding.ts";
import { overlapFinding } from "../analysis/findings.ts";
import { departmentOverlaps } from "../analysis/matrix.ts";
import { isWantedPair, type PairFilter } from "../analysis/pair-filter.ts";
import { type AlikePair, alikePairs } from "../analysis/pairs.ts";
import type { Decision, DecisionOption } from "../cases/case.ts";
import type { Cases } from "../cases/fold.ts";
import { lastDecision, stateOf } from "../cases/state-of.ts";
import type { View } from "../collection/view.ts";
import { limitsOf } from "./limits.ts";
import { columns, type Table } from "./table.ts";
import { wordFor } from "./words.ts";

export interface Exported {
  readonly view: View;
  readonly cases: Cases;
  /** Of which pairs it is; all of them if left out. */
  readonly only?: PairFilter | undefined;
  /** What a department is called, by its code; its code if left out. */
  readonly departmentName?: (code: string) => string;
}

function nameOf({ departmentName }: Exported, code: string): string {
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
      ["根拠データの最終更新", dayOf(view.at) ?? "施策なし"],
      ["対象の組", scopeText(exported)],
      ["施策の数", view.measures.size],
      ["モデルの版", view.model.version],
      ["似た組の数", pairs.length],
      ["関係する施策の数", measures],
      ["関係予算（円）", known],
      ["予算が未記入の施策の数", unknown],
      ...limitsOf(view).map((limit) => ["限界", limit]),
    ],
  };
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
      cell.budget.unknown,
    ]),
  };
}

export function pairTable(exported: Exported): Table {
  return {
    name: "組と根拠",
    columns: columns(
      ["種類", 8],
      ["類似度（スコア）", 10],
      ["番号 A", 14],
      ["事業名 A", 40],
      ["部局 A", 12],
      ["予算 A（円）", 16],
      ["番号 B", 14],
      ["事業名 B", 40],
      ["部局 B", 12],
      ["予算 B（円）", 16],
      ["共通の言い回し", 40],
      ["A だけ", 40],
      ["B だけ", 40],
      ["状態", 10],
      ["判断の理由", 40],
    ),
    rows: exportedPairs(exported).map((pair) => pairRow(exported, pair)),
  };
}

function pairRow(exported: Exported, pair: AlikePair): Table["rows"][number] {
  const { view, cases } = exported;
  const { a, b } = pair;
  const { shared, onlyFirst, onlySecond } = evidenceOf(view, a, b);
  const finding = overlapFinding(pair);
  return [
    wordFor(pair.class),
    Math.round(pair.bits * 100) / 100,
    a.code,
    a.contract.name.ja,
    nameOf(exported, a.department),
    budgetOf(a.contract),
    b.code,
    b.contract.name.ja,
    nameOf(exported, b.department),
    budgetOf(b.contract),
    shared.join("、"),
    onlyFirst.join("、"),
    onlySecond.join("、"),
    wordFor(stateOf(cases, finding)),
    lastDecision(cases, finding.id)?.reason ?? "",
  ];
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
      ["節減の見込み 上（円）", 16],
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
    options.length === 0 ? null : bestOf(options.map(({ savingFrom }) => savingFrom)),
    options.length === 0 ? null : bestOf(options.map(({ savingTo }) => savingTo)),
    answers
      .map(({ department, position, comment }) => `${nameOf(exported, department)}: ${wordFor(position)} ${comment}`)
      .join("、"),
  ];
}

function optionText({ kind, text, confidence, effects }: DecisionOption): string {
  const further = effects ? `、影響 ${effects}` : "";
  return `${wordFor(kind)}: ${text}（確かさ ${wordFor(confidence) || "不明"}${further}）`;
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
      ["実際の節減（円）", 16],
    ),
    rows: exportedDecisions(exported).flatMap(({ actions }) =>
      actions.map((action) => [
        action.text,
        nameOf(exported, action.department),
        action.owner,
        dayOf(action.dueOn),
        wordFor(action.status),
        action.note ?? "",
        toFigure(action.estimatedSaving),
        toFigure(action.realisedSaving),
      ]),
    ),
  };
}

/** The day in Japan. */
function dayOf(moment: string): Date | null {
  if (moment === "") return null;
  const day = moment.length === 10 ? moment : new Date(Date.parse(moment) + 9 * 3_600_000).toISOString().slice(0, 10);
  return new Date(`${day}T00:00:00.000Z`);
}
