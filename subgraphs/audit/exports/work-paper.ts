/** The work paper: one page of HTML to be printed, with its limits on every sheet and nothing that is fetched. */
import { limitsOf } from "./limits.ts";
import { type Cell, cellText, plainCell, type Table } from "./table.ts";
import { aboutTable, actionTable, decisionTable, type Exported, matrixTable, pairTable } from "./tables.ts";

export function toWorkPaper(exported: Exported): Buffer {
  const tables = [aboutTable, matrixTable, pairTable, decisionTable, actionTable].map((table) => table(exported));
  const limits = limitsOf(exported.view);
  const html = `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><title>重なりの監査調書</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>${style}</style></head><body>
<table class="page"><tfoot><tr><td><p class="limits">このデータからわからないこと: ${escaped(limits.join(" "))}</p>
<p class="limits">集まり ${escaped(exported.view.id)}</p></td></tr></tfoot>
<tbody><tr><td><h1>重なりの監査調書</h1>
${tables.map(section).join("\n")}</td></tr></tbody></table>
</body></html>
`;
  return Buffer.from(html, "utf8");
}

function section({ name, columns, rows }: Table): string {
  const title = `<h2>${escaped(name)}</h2>`;
  if (rows.length === 0) return `${title}<p>なし</p>`;
  const head = columns.map(({ heading }) => `<th${shortness(heading)}>${escaped(heading)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("\n");
  return `${title}<table class="data"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

function cell(value: Cell): string {
  const plain = value instanceof Date ? value : plainCell(value);
  if (typeof plain === "number") return `<td class="number">${plain.toLocaleString("ja-JP")}</td>`;
  const text = cellText(value);
  return `<td${shortness(text)}>${escaped(text)}</td>`;
}

/** Japanese breaks anywhere: a narrow column would stand a word of four signs on end. */
function shortness(text: string): string {
  return text.length <= 5 ? ' class="short"' : "";
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
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
table.data .short { white-space: nowrap; }
tr { break-inside: avoid; }
h1 { font-size: 14pt; } h2 { font-size: 11pt; break-after: avoid; }`;
