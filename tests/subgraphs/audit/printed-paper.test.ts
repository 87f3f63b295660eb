import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { describeMissing, findProgram } from "../../setup/programs.ts";
import { browserIsHere, openBrowser } from "../../support/browser.ts";
import { databases } from "../../support/databases.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { type AuditHouse, openAuditHouse } from "./audit-house.ts";
import { careCourse, careTraining, others } from "./measures.ts";

const folder = temporaryFolder();
const pdf = path.join(folder, "paper.pdf");
const canRead = browserIsHere && findProgram("pdfReader") !== undefined;

if (!canRead && process.env["CI"]) throw new Error(describeMissing("pdfReader"));

/** Without spaces, which stand where lines break. */
function pagesOf(file: string): readonly string[] {
  const text = spawnSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).stdout;
  return text
    .split("\f")
    .slice(0, -1)
    .map((each) => each.replace(/\s/g, ""));
}

async function paperOf(house: AuditHouse): Promise<Buffer> {
  const { exportAudit } = await house.ask("mutation { exportAudit(format: HTML) { content } }");
  return Buffer.from(exportAudit.content, "base64");
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
    const file = path.join(folder, "paper.html");
    writeFileSync(file, await paperOf(house));
    page = await (await openBrowser()).newPage();
    page.on("request", (request) => requested.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    await page.pdf({ path: pdf, preferCSSPageSize: true });
    pages = pagesOf(pdf);
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
