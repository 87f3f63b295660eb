/** Real files in a temporary folder, and workbooks put together part by part. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "@jest/globals";
import { strToU8, zipSync } from "fflate";
import type { TableLimits } from "../../../../subgraphs/kit/tabular/limits.ts";
import type { TableOutcome } from "../../../../subgraphs/kit/tabular/outcomes.ts";
import { readTable } from "../../../../subgraphs/kit/tabular/read-table.ts";

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships";

/** A folder that lives as long as the tests of one file; `write` puts bytes there and answers the path. */
export function useFolder(): {
  path(name: string): string;
  write(name: string, bytes: string | Uint8Array): Promise<string>;
} {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "tabular-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const path = (name: string): string => join(folder, name);
  const write = async (name: string, bytes: string | Uint8Array): Promise<string> => {
    await writeFile(path(name), bytes);
    return path(name);
  };
  return { path, write };
}

export async function readAll(path: string, limits: Partial<TableLimits> = {}): Promise<TableOutcome[]> {
  const outcomes: TableOutcome[] = [];
  for await (const outcome of readTable(path, limits)) outcomes.push(outcome);
  return outcomes;
}

/** The cells of the accepted rows, by position. */
export async function readCells(path: string): Promise<string[][]> {
  const outcomes = await readAll(path);
  return outcomes.flatMap((outcome) => (outcome.kind === "row" ? [[...outcome.cells.values()]] : []));
}

/** `rows` is the inside of sheetData; `parts` replaces or adds parts by path. */
export function workbook(rows: string, parts: Readonly<Record<string, string>> = {}, after = ""): Uint8Array {
  const all = {
    "_rels/.rels": relationships([["rId1", "officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": `<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><workbookPr/><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relationships([
      ["rId1", "worksheet", "worksheets/sheet1.xml"],
      ["rId2", "sharedStrings", "sharedStrings.xml"],
      ["rId3", "styles", "/xl/styles.xml"],
    ]),
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${SHEET}"><sheetData>${rows}</sheetData>${after}</worksheet>`,
    ...parts,
  };
  return zipSync(Object.fromEntries(Object.entries(all).map(([name, xml]) => [name, strToU8(xml)])));
}

export function inline(reference: string, text: string): string {
  return `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;
}

function relationships(list: readonly (readonly [string, string, string])[]): string {
  const elements = list.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${RELATIONSHIPS}">${elements.join("")}</Relationships>`;
}
