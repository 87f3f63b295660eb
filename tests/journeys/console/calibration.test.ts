import { expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { goOn } from "../../support/console-page.ts";
import { alice, journeys, openConsoleHouse } from "./console-house.ts";

const house = openConsoleHouse();

const draw =
  "mutation ($size: Int!) { drawLabelling(size: $size, controlPercent: 60, seed: 5) { labelling { id pairs { number } } } }";
const label =
  "mutation ($id: ID!, $number: Int!, $judgement: PairJudgement!) { labelPair(labelling: $id, number: $number, judgement: $judgement) { problems { code } } }";

async function judge(size: number, judgementOf: (number: number) => string): Promise<void> {
  const { drawLabelling } = await house.asAlice(draw, { size });
  const { id, pairs } = drawLabelling.labelling;
  for (const { number } of pairs) await house.asAlice(label, { id, number, judgement: judgementOf(number) });
}

const cellsOf = (page: Page, table: number) =>
  page.locator("table").nth(table).locator("tbody td:nth-of-type(1)").allTextContents();
const sumOf = (texts: readonly string[]) => texts.reduce((sum, text) => sum + Number(text), 0);

journeys("what the labels have taught, at the console", () => {
  test("is nothing before there is a label, and says how many it takes", async () => {
    const { page } = await house.receive(alice, "#/calibration");

    expect(await page.innerText(".notice")).toContain("50 件");
    expect(await page.locator("main table, main svg").count()).toBe(0);
  });

  test("is no probability below fifty: how often it was right, with intervals, and no curve", async () => {
    const visit = await house.receive(alice, "#/labelling");
    const { page } = visit;
    await judge(30, (number) => (number % 3 === 0 ? "ALIKE" : "NOT_ALIKE"));
    await goOn(page, "#/calibration");

    expect(await page.innerText(".notice")).toMatch(/何も確率とは呼びません。現在は 30 件/);
    expect(await page.innerText("figure")).not.toContain("確率");
    expect(await page.locator("polyline").count()).toBe(0);
    expect(await page.locator("svg circle").count()).toBeGreaterThan(1);
    expect(sumOf(await cellsOf(page, 0))).toBe(30);
    expect(sumOf(await cellsOf(page, 1))).toBe(18);
    expect(await page.locator("thead th >> text=較正の後").count()).toBe(0);
    house.expectClean(visit);
  });

  test("is a curve from fifty on, and the same in numbers, before and after", async () => {
    const visit = await house.receive(alice, "#/labelling", { locale: "en-GB", width: 360 });
    const { page } = visit;
    await judge(30, (number) => ["ALIKE", "NOT_ALIKE", "UNSURE"][number % 3] ?? "UNSURE");
    await goOn(page, "#/calibration");

    expect(await page.innerText("main")).toContain("Learned from 50 judgements");
    expect(await page.innerText(".facts")).toMatch(/Not sure[^\d]*10/);
    expect(await page.locator("svg.curve[role=img] polyline").count()).toBe(2);
    expect(await page.locator("thead th >> text=After").count()).toBe(3);
    await page.click("summary");
    const { calibration } = await house.asAlice("{ calibration { curve { probability } } }");
    const last = `${Math.round(calibration.curve.at(-1).probability * 100)} %`;
    expect(await page.locator("details tbody tr").last().locator("td").last().textContent()).toBe(last);
    house.expectClean(visit);
  });
});
