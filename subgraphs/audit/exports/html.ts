/** Text and tables as HTML that nobody's text can steer. */
import { toEraDate } from "#kit/values/eras.ts";
import { type Cell, cellText, plainCell, type Table } from "./table.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

export function tableHtml({ columns, rows }: Table): string {
  const head = columns.map(({ heading }) => `<th${shortness(heading)}>${escaped(heading)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map(cellHtml).join("")}</tr>`).join("\n");
  return `<table class="data"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

function cellHtml(value: Cell): string {
  const plain = value instanceof Date ? toEraDate(cellText(value)) : plainCell(value);
  if (typeof plain === "number") return `<td class="number">${plain.toLocaleString("ja-JP")}</td>`;
  const text = plain ?? "";
  return `<td${shortness(text)}>${escaped(text)}</td>`;
}

/** Japanese breaks anywhere: a narrow column would stand a word of four signs on end. */
function shortness(text: string): string {
  return text.length <= 5 ? ' class="short"' : "";
}
