/** The pairs as a work paper has them: one measure above the other, so that both and what speaks for the pair fit the width of a sheet. */
import { yenText } from "#kit/values/yen-text.ts";
import { budgetOf } from "../analysis/budget.ts";
import { evidenceOf } from "../analysis/evidence.ts";
import { overlapFinding } from "../analysis/findings.ts";
import type { AlikePair } from "../analysis/pairs.ts";
import { stateOf } from "../cases/state-of.ts";
import type { AuditedMeasure } from "../collection/measure.ts";
import type { PairFacts } from "../pairing/judge.ts";
import { escaped } from "./html.ts";
import { yearsOf } from "./pair-table.ts";
import { unknownWord } from "./table.ts";
import { type Exported, exportedPairs, nameOf } from "./tables.ts";
import { wordFor } from "./words.ts";

/** Of so few pairs a paper has what the measures say, too. */
const mostInFull = 10;

export function pairsHtml(exported: Exported): string {
  const pairs = exportedPairs(exported);
  const isInFull = pairs.length <= mostInFull;
  const head = headings.map(([heading, width]) => `<th style="width:${width}%">${heading}</th>`).join("");
  const bodies = pairs.map((pair, index) => pairHtml(exported, pair, { number: index + 1, isInFull }));
  return `<table class="data pairs"><thead><tr>${head}</tr></thead>${bodies.join("\n")}</table>`;
}

/** With its share of the width. */
const headings = [
  ["", 3],
  ["種類・状態", 14],
  ["施策", 37],
  ["予算", 12],
  ["共通の言い回し", 18],
  ["一方だけの言い回し", 16],
] as const;

interface Placed {
  readonly number: number;
  readonly isInFull: boolean;
}

function pairHtml(exported: Exported, pair: AlikePair, { number, isInFull }: Placed): string {
  const { a, b } = pair;
  const { shared, onlyFirst, onlySecond } = evidenceOf(exported.view, a, b);
  const side = (measure: AuditedMeasure) => measureHtml(measure, nameOf(exported, measure.department), isInFull);
  return `<tbody><tr><td rowspan="2" class="number">${number}</td><td rowspan="2" class="short">${verdictHtml(exported, pair)}</td>${side(a)}<td rowspan="2">${phrases(shared)}</td><td>${phrases(onlyFirst)}</td></tr>
<tr>${side(b)}<td>${phrases(onlySecond)}</td></tr></tbody>`;
}

function verdictHtml({ cases }: Exported, pair: AlikePair): string {
  const bits = Math.round(pair.bits * 10) / 10;
  const lines = [
    wordFor(pair.class),
    `スコア ${bits}`,
    wordFor(stateOf(cases, overlapFinding(pair))),
    ...factLines(pair.facts),
  ];
  return lines.map(escaped).join("<br>");
}

/** What the proposed kind rests on. */
function factLines({ activity, instrument, beneficiaries, places, years }: PairFacts): readonly string[] {
  return [
    `内容: ${standings[activity]}`,
    `手段: ${standings[instrument]}`,
    `対象者: ${standings[beneficiaries]}`,
    `地域: ${placeWords[places]}`,
    `年度: ${yearWords[years]}`,
  ];
}

const standings = { SAME: "同じ", NEAR: "近い", DIFFERENT: "異なる", UNKNOWN: unknownWord } as const;

const placeWords = {
  SAME: "同じ",
  WITHIN: "一方に含まれる",
  SIBLINGS: "重ならない",
  ELSEWHERE: "離れている",
  UNKNOWN: unknownWord,
} as const;

const yearWords = { MEET: "重なる", DIFFER: "重ならない", UNKNOWN: unknownWord } as const;

function measureHtml({ code, contract }: AuditedMeasure, department: string, isInFull: boolean): string {
  const years = escaped(yearsOf(contract));
  const about = `${escaped(department)}　${escaped(code)}　実施年度 ${years}`;
  const texts = isInFull ? [contract.purpose?.ja, contract.summary?.ja].filter((text) => text) : [];
  const full = texts.map((text) => `<div>${escaped(text ?? "")}</div>`).join("");
  const budget = budgetOf(contract);
  return `<td><strong>${escaped(contract.name.ja)}</strong><div class="about">${about}</div>${full}</td><td>${budget.kind === "known" ? escaped(yenText(budget.value)) : unknownWord}</td>`;
}

function phrases(found: readonly string[]): string {
  return found.length === 0 ? "なし" : escaped(found.join("、"));
}
