import { writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { overlapId } from "../../../subgraphs/audit/analysis/finding.ts";
import { alikePairs } from "../../../subgraphs/audit/analysis/pairs.ts";
import { noCases } from "../../../subgraphs/audit/cases/fold.ts";
import { pairTable } from "../../../subgraphs/audit/exports/pair-table.ts";
import {
  aboutTable,
  actionTable,
  decisionTable,
  type Exported,
  exportedPairs,
  matrixTable,
} from "../../../subgraphs/audit/exports/tables.ts";
import { toWorkPaper } from "../../../subgraphs/audit/exports/work-paper.ts";
import { toWorkbook } from "../../../subgraphs/audit/exports/workbook.ts";
import { browserIsHere, openBrowser } from "../../support/browser.ts";
import { databases } from "../../support/databases.ts";
import { departmentNamed } from "../../support/departments.ts";
import { pagesOf, pdfReaderIsHere } from "../../support/pdf-pages.ts";
import { convertSheet, describeWithSpreadsheet } from "../../support/spreadsheet.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { type AuditHouse, openAuditHouse } from "./audit-house.ts";
import { careCourse, careTraining, others } from "./measures.ts";
import { shippedView } from "./views.ts";

const folder = temporaryFolder();
const canRead = browserIsHere && pdfReaderIsHere;

async function paperOf(house: AuditHouse): Promise<Buffer> {
  const { exportAudit } = await house.ask("mutation { exportAudit(format: HTML) { content } }");
  return Buffer.from(exportAudit.content, "base64");
}

async function printedBy(page: Page, html: Buffer, name: string): Promise<readonly string[]> {
  const [file, pdf] = [`${name}.html`, `${name}.pdf`].map((each) => path.join(folder, each));
  writeFileSync(file ?? "", html);
  await page.goto(pathToFileURL(file ?? "").href);
  await page.pdf({ path: pdf ?? "", preferCSSPageSize: true });
  return pagesOf(pdf ?? "");
}

(canRead ? describe : describe.skip)("the work paper, printed by a browser", () => {
  const requested: string[] = [];
  let page: Page;
  let pages: readonly string[];

  beforeAll(async () => {
    const house = await openAuditHouse(databases[0].newSettings());
    const many = Array.from({ length: 12 }, (_, index) => ({ ...careTraining, code: `W-${index + 10}` }));
    await house.save("welfare", ...many, ...others);
    await house.save("industry", careCourse);
    await house.audit.pullNow();
    page = await (await openBrowser()).newPage();
    page.on("request", (request) => requested.push(request.url()));
    pages = await printedBy(page, await paperOf(house), "paper");
  }, 400_000);

  test("has several sheets, each numbered", () => {
    expect(pages.length).toBeGreaterThan(3);
    for (const [index, text] of pages.entries()) expect(text).toContain(`${index + 1}/${pages.length}`);
  });

  test("says on every sheet what its data cannot show, and which set of measures it is about", () => {
    for (const text of pages) {
      expect(text).toContain("このデータからわからないこと:機械の提案であり、判断ではない。");
      expect(text).toContain("未記入は、無いことを意味しない。");
      expect(text).toMatch(/根拠データ[\w-]{43}/);
    }
  });

  test("has the measures' names in Japanese, as text that can be searched", () => {
    expect(pages.join("")).toContain(careTraining.name.ja.slice(0, 6));
  });

  test("is not wider than the sheet", async () => {
    await page.setViewportSize({ width: 1031, height: 700 });
    await page.emulateMedia({ media: "print" });

    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(1031);
  });

  test("asks for nothing but itself", () => {
    expect(requested).toEqual([expect.stringMatching(/^file:.*paper\.html$/)]);
  });
});

(canRead ? describe : describe.skip)("three pairs of the measures that the hub comes with, as a work paper", () => {
  test("are two sheets of A4 at most, with each measure's words, what speaks for the pair and a place to sign", async () => {
    const exported = await exportedFirst(3);
    const page = await (await openBrowser()).newPage();

    const pages = await printedBy(page, toWorkPaper(exported, made), "three");

    expect(pages.length).toBeLessThanOrEqual(2);
    const text = pages.join("");
    for (const { contract } of exportedPairs(exported).flatMap(({ a, b }) => [a, b]))
      expect(text).toContain(contract.name.ja.replace(/\s/g, "").slice(0, 8));
    for (const said of ["決裁欄", "令和8年（2026年）12月1日", "監査担当", "雇用・労働", "共通の言い回し", "対象者:"])
      expect(text).toContain(said);
    expect(text).not.toMatch(codes);
  });
});

(pdfReaderIsHere ? describeWithSpreadsheet : describe.skip)(
  "a list of 171 pairs, printed by an office's spreadsheet program",
  () => {
    let pages: readonly string[];

    beforeAll(async () => {
      const exported = await exportedFirst(171);
      const { rows, ...pairs } = pairTable(exported);
      const tables = [
        aboutTable(exported),
        matrixTable(exported),
        { ...pairs, rows: [...rows, ...rows].slice(0, 171) },
      ];
      const file = path.join(folder, "list.xlsx");
      writeFileSync(file, await toWorkbook([...tables, decisionTable(exported), actionTable(exported)], made.today));
      pages = pagesOf(convertSheet(file, "pdf"));
    }, 200_000);

    test("is eight sheets of A4 at most, none of them empty", () => {
      expect(pages.length).toBeLessThanOrEqual(8);
      for (const text of pages) expect(text.length).toBeGreaterThan(100);
    });

    test("has the title and the number of each sheet, and the headings on every sheet of the list", () => {
      for (const [index, text] of pages.entries()) {
        expect(text).toContain("重なりの監査");
        expect(text).toContain(`${index + 1}/${pages.length}`);
      }
      for (const text of pages.slice(2)) expect(text).toContain("事業名A");
    });

    test("has Japanese words for every code", () => {
      expect(pages.join("")).not.toMatch(codes);
    });
  },
);

/** Of departments, classes and states; none of them is a word of the data. */
const codes = /\b(?:industry|welfare|employment|education|DUPLICATION|OVERLAP|FRAGMENTATION|SIBLING|OPEN|auditor)\b/u;

const made = { today: "2026-12-01", by: { subject: "3f2a91c0aa11", role: "auditor", department: null } };

/** The pairs that an auditor meets first. */
async function exportedFirst(count: number): Promise<Exported> {
  const view = await shippedView();
  const ids = alikePairs(view)
    .slice(0, count)
    .map(({ a, b }) => overlapId(a.id, b.id));
  return { view, cases: noCases(), only: { ids }, departmentName: (code) => departmentNamed(code).name.ja };
}
