/** Tables as people hand them in, in a temporary folder. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { strToU8, zipSync } from "fflate";
import { temporaryFolder } from "./temporary-folder.ts";

/** Cells by heading; a heading that a row leaves out is an empty cell. */
export type TableRows = readonly Readonly<Record<string, string>>[];

/** A measure that lacks nothing, as a row. */
export function measureRow(code: string, more: Readonly<Record<string, string>> = {}) {
  return { code, name_ja: `施策${code}`, sources_1_url: "https://example.jp/", ...more };
}

export function writeFileFor(name: string, content: string | Uint8Array): string {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

/** A CSV in UTF-8; answers its path. */
export function writeTable(rows: TableRows, name = "table.csv"): string {
  return writeFileFor(name, csvText(rows));
}

export function csvText(rows: TableRows): string {
  const headings = headingsOf(rows);
  const lines = [headings, ...rows.map((row) => headings.map((heading) => row[heading] ?? ""))];
  return lines.map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("");
}

function headingsOf(rows: TableRows): readonly string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const packaged = "http://schemas.openxmlformats.org/package/2006/relationships";

/** An XLSX workbook with a sheet for each name; answers its path. */
export function writeWorkbook(sheets: Readonly<Record<string, TableRows>>, name = "table.xlsx"): string {
  const names = Object.keys(sheets);
  const parts: Record<string, string> = {
    "_rels/.rels": `<Relationships xmlns="${packaged}"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${spreadsheet}" xmlns:r="${office}"><sheets>${names.map((sheet, index) => `<sheet name="${sheet}" sheetId="${index + 1}" r:id="r${index + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${packaged}">${names.map((_, index) => `<Relationship Id="r${index + 1}" Type="${office}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join("")}</Relationships>`,
  };
  for (const [index, rows] of Object.values(sheets).entries())
    parts[`xl/worksheets/sheet${index + 1}.xml`] = sheetXml(rows);
  return writeFileFor(
    name,
    zipSync(Object.fromEntries(Object.entries(parts).map(([part, xml]) => [part, strToU8(xml)]))),
  );
}

function sheetXml(rows: TableRows): string {
  const headings = headingsOf(rows);
  const lines = [headings, ...rows.map((row) => headings.map((heading) => row[heading] ?? ""))];
  const cells = lines.map(
    (line) => `<row>${line.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`,
  );
  return `<worksheet xmlns="${spreadsheet}"><sheetData>${cells.join("")}</sheetData></worksheet>`;
}
