/** The table that an officer is given to fill. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { strFromU8, unzipSync } from "fflate";
import { divideExpressible } from "#kit/import/expressible.ts";
import { type JudgedRow, judgeRows } from "#kit/import/judge-rows.ts";
import { writeRecordWorkbook } from "#kit/import/record-workbook.ts";
import { readTable } from "#kit/tabular/read-table.ts";
import { departmentNamed } from "../../../support/departments.ts";
import { officeWorkbook } from "../../../support/office-workbook.ts";
import { contentOf, sampleMeasure } from "../../../support/sample-records.ts";
import { writeFileFor } from "../../../support/tables.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const department = departmentNamed("welfare");
let file: string;
let rows: readonly (readonly string[])[];
let parts: Readonly<Record<string, string>>;

beforeAll(async () => {
  const bytes = await writeRecordWorkbook({ department, interfaceName: "Measure", language: "ja", records: [] });
  file = path.join(temporaryFolder(), "template.xlsx");
  writeFileSync(file, bytes);
  rows = await rowsOf(file);
  parts = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));
});

/** Below the first, which says how to fill the table. */
async function rowsOf(workbook: string): Promise<readonly (readonly string[])[]> {
  const read: string[][] = [];
  for await (const outcome of readTable(workbook, {}, { countHeadings: (cells) => cells.length })) {
    if (outcome.kind === "header") read.push([...outcome.headings]);
    else read.push([...outcome.cells.values()]);
  }
  return read;
}

async function judge(workbook: string): Promise<readonly JudgedRow[]> {
  const judged: JudgedRow[] = [];
  const source = { department, interfaceName: "Measure", sheet: undefined, choices: {} } as const;
  for await (const row of judgeRows({ ...source, file: workbook })) judged.push(row);
  return judged.slice(1);
}

describe("the empty table", () => {
  test("has Japanese headings with their units, and a mark where a value must be", () => {
    const [headings = []] = rows;

    expect(headings).toEqual(
      expect.arrayContaining([
        "＊制度番号",
        "＊事業名",
        "＊出典1 所在",
        "柱",
        "給付1 補助率（％）",
        "予算1 金額（円）",
      ]),
    );
    expect(headings.filter((heading) => heading.startsWith("＊"))).toHaveLength(3);
  });

  test("has an example that an import leaves out, and says so", async () => {
    const judged = await judge(file);

    expect(rows[1]?.[0]).toBe("記入例");
    expect(judged).toMatchObject([{ kind: "left out", warnings: [{ row: 3, reason: { code: "EXAMPLE_ROW" } }] }]);
  });

  test("offers the values of closed lists, and where only one may stand, warns of another", () => {
    const [headings = []] = rows;
    const sheet = parts["xl/worksheets/sheet1.xml"] ?? "";
    const validations = [...sheet.matchAll(/<dataValidation [^>]*sqref="([A-Z]+)3:[^>]*><formula1>([^<]*)</g)];
    const letters = (column: number): string =>
      (column < 26 ? "" : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

    const offered = new Map(
      validations.map(([all = "", column = ""]) => [column, all.includes('errorStyle="warning"')]),
    );
    expect(offered.get(letters(headings.indexOf("柱")))).toBe(true);
    expect(offered.get(letters(headings.indexOf("対象地域")))).toBe(false);
    expect(Object.values(parts).join()).toContain("人材確保");
  });

  test("prints with its headings on every page, as wide as the paper", () => {
    expect(parts["xl/workbook.xml"]).toContain("'施策'!$2:$2");
    expect(parts["xl/workbook.xml"]?.match(/<definedNames/g)).toHaveLength(1);
    expect(parts["xl/worksheets/sheet1.xml"]).toMatch(
      /fitToPage="1".*orientation="landscape" fitToWidth="1" fitToHeight="0".*<oddFooter>/,
    );
  });

  test("whose example is left over in a row that is filled refuses that row", async () => {
    const [headings = [], example = []] = rows;
    const filled = ["A-1", ...example.slice(1)];

    const [row] = await judge(writeFileFor("filled.xlsx", officeWorkbook({ rows: [headings, filled] })));

    expect(row).toMatchObject({ kind: "bad" });
    const codes = row?.kind === "bad" ? row.faults.map(({ reason }) => reason.code) : [];
    expect(new Set(codes)).toEqual(new Set(["EXAMPLE_LEFT"]));
  });
});

describe("a table of the records that are there", () => {
  test("is imported again as it was, unknown as unknown and none as none", async () => {
    const measure = sampleMeasure("A-1", { areas: [], benefits: [{ ratePercent: 0.5, cap: 0 }], officialName: false });
    const records = [contentOf(department, measure, { heldOn: "2026-04-01" })];
    const bytes = await writeRecordWorkbook({ department, interfaceName: "Measure", language: "ja", records });

    const [row] = await judge(writeFileFor("records.xlsx", bytes));

    expect(row).toMatchObject({ kind: "good", content: records[0] });
    expect(row?.kind === "good" ? row.content.contract : {}).not.toHaveProperty("industries");
  });

  test("leaves out what no table can say, and names it", () => {
    const rule = { combine: "ALL" as const, children: [] };
    const tree = contentOf(department, sampleMeasure("A-1", { eligibility: { rule, needsHumanCheck: true } }));
    const word = contentOf(department, sampleMeasure("A-2", { summary: { ja: "不明" } }));
    const plain = contentOf(department, sampleMeasure("A-3"));

    const { expressible, others } = divideExpressible(department, "Measure", [tree, word, plain]);

    expect(expressible).toEqual([plain]);
    expect(others).toEqual([tree, word]);
  });
});
