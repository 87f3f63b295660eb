/** The work paper: one page of HTML to be printed, with its limits on every sheet and nothing that is fetched. */
import { toEraDate } from "#kit/values/eras.ts";
import { yenText } from "#kit/values/yen-text.ts";
import { budgetAtStake } from "../analysis/budget.ts";
import type { Actor } from "../trail/event.ts";
import { escaped, tableHtml } from "./html.ts";
import { limitsOf } from "./limits.ts";
import { pairsHtml } from "./paper-pairs.ts";
import type { Table } from "./table.ts";
import {
  actionTable,
  decisionTable,
  type Exported,
  exportedDecisions,
  exportedPairs,
  lastChangeOf,
  matrixTable,
  scopeText,
} from "./tables.ts";
import { wordFor } from "./words.ts";

interface Made {
  /** The day in Japan, as an ISO date. */
  readonly today: string;
  readonly by: Actor;
}

export function toWorkPaper(exported: Exported, made: Made): Buffer {
  const limits = limitsOf(exported.view);
  const html = `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><title>重なりの監査調書</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>${style}</style></head><body>
<table class="page"><tfoot><tr><td><p class="limits">このデータからわからないこと: ${escaped(limits.join(" "))}</p>
<p class="limits">根拠データ ${escaped(exported.view.id)}</p></td></tr></tfoot>
<tbody><tr><td><h1>重なりの監査調書</h1>
${approvalBoxes}
${summary(exported, made)}
<h2>組と根拠</h2>${exportedPairs(exported).length === 0 ? "<p>なし</p>" : pairsHtml(exported)}
${[decisionTable, actionTable, matrixTable].map((table) => section(table(exported))).join("\n")}</td></tr></tbody></table>
</body></html>
`;
  return Buffer.from(html, "utf8");
}

/** Filled in by hand: who rules on a paper differs from office to office. */
const approvalBoxes = `<table class="boxes"><tr><th rowspan="2">決裁欄</th>${["部長", "課長", "主査", "担当"].map((post) => `<th>${post}</th>`).join("")}</tr><tr>${"<td></td>".repeat(4)}</tr></table>`;

function summary(exported: Exported, { today, by }: Made): string {
  const { view } = exported;
  const facts: readonly (readonly [string, string])[] = [
    ["目的", "部局の施策の重なり（重複・類似・分散）を確かめ、判断と対応を記録する。"],
    ["対象", `${scopeText(exported)}（${exportedPairs(exported).length} 組）`],
    [
      "根拠",
      `根拠データ ${view.id}（最終更新 ${lastChangeOf(view)}、施策 ${view.measures.size} 件、モデル ${view.model.version}）の施策を比べた結果。「組と根拠」のとおり。`,
    ],
    ["関係予算", budgetText(exported)],
    ["結論", conclusionOf(exported)],
    ["作成者", authorText(by)],
    ["作成日", toEraDate(today)],
  ];
  return `<table class="data summary">${facts.map(([name, text]) => `<tr><th class="short">${name}</th><td>${escaped(text)}</td></tr>`).join("")}</table>`;
}

/** The hub knows no name; a person is known to the trail by a hash, and signs by hand. */
function authorText({ role, subject }: Actor): string {
  const roles = role.split(" ").map(wordFor).join("・");
  return subject === null ? roles : `${roles}（証跡の識別子 ${subject.slice(0, 12)}）`;
}

function budgetText(exported: Exported): string {
  const { known, measures, unknown } = budgetAtStake(exportedPairs(exported).flatMap(({ a, b }) => [a, b]));
  if (measures === 0) return "施策なし";
  if (known.kind === "unknown") return `施策 ${measures} 件すべて未記入`;
  return unknown === 0 ? yenText(known.value) : `${yenText(known.value)}のほか、未記入の施策 ${unknown} 件`;
}

/** What people have decided; where nobody has, that is the conclusion. */
function conclusionOf(exported: Exported): string {
  const decisions = exportedDecisions(exported).filter(({ state }) => state !== "REFUSED");
  if (decisions.length === 0) return "判断はまだない。";
  const byState = Map.groupBy(decisions, ({ state, verdict }) => `${wordFor(verdict)}（${wordFor(state)}）`);
  const counts = [...byState].map(([words, group]) => `${words} ${group.length} 件`).join("、");
  return `判断 ${decisions.length} 件: ${counts}。理由は「判断」のとおり。`;
}

function section(table: Table): string {
  return table.rows.length === 0 ? "" : `<h2>${escaped(table.name)}</h2>${tableHtml(table)}`;
}

// A browser repeats the foot of a table on every sheet that the table reaches.
const style = `
@page { size: A4 landscape; margin: 12mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 7pt; } }
body { font: 8.5pt/1.4 "Noto Sans JP", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", sans-serif; margin: 0; }
table.page { width: 100%; border-collapse: collapse; }
table.page > tfoot { display: table-footer-group; }
.limits { font-size: 7pt; color: #444; border-top: 0.5pt solid #999; margin: 2pt 0 0; }
table.data { width: 100%; border-collapse: collapse; table-layout: auto; }
table.data th, table.data td { border: 0.5pt solid #999; padding: 2pt 4pt; vertical-align: top; text-align: left; }
table.data th { background: #eee; }
td.number { text-align: right; white-space: nowrap; }
table.pairs { table-layout: fixed; }
table.pairs tbody { break-inside: avoid; }
.about { color: #444; font-size: 7.5pt; }
table.data .short { white-space: nowrap; }
table.boxes { float: right; border-collapse: collapse; }
table.boxes th, table.boxes td { border: 0.5pt solid #999; padding: 1pt 4pt; font-weight: normal; }
table.boxes td { width: 16mm; height: 14mm; }
table.summary { clear: both; margin-top: 4pt; }
tr { break-inside: avoid; }
h1 { font-size: 14pt; float: left; margin: 0; } h2 { font-size: 11pt; break-after: avoid; }`;
