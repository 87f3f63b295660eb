import { readFile } from "node:fs/promises";
import { beforeAll, expect, test } from "@jest/globals";
import { ask } from "../../support/ask.ts";
import { goOn, settled, type Visit } from "../../support/console-page.ts";
import { eventually } from "../../support/hub-process.ts";
import { alice, journeys, openConsoleHouse } from "./console-house.ts";

const house = openConsoleHouse();

const create =
  "mutation ($measure: MeasureInput!) { createIndustryMeasure(input: { measure: $measure }) { measure { id } userErrors { message { ja } } } }";

journeys("an auditor who looks at another time", () => {
  let auditor: Visit;
  let before: string;
  let kept: string;

  beforeAll(async () => {
    auditor = await house.receive(alice, "#/snapshots");
    before = new Date().toISOString();
  });

  const bar = () => auditor.page.innerText(".look");

  test("finds none at first, and is asked before one is kept", async () => {
    const { page } = auditor;
    expect(await page.innerText("main")).toContain("まだありません");
    await page.click("summary >> text=現在の施策を保存する");
    await page.fill("#fiscalYear", "いつか");
    await page.click("main form >> text=保存する");
    await page.waitForSelector("#fiscalYear-error");
    await page.fill("#fiscalYear", "");
    await page.click("main form >> text=保存する");
    await page.waitForSelector("dialog[open]");
    const asked = await page.innerText("dialog");
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog", { state: "detached" });

    expect(asked).toMatch(/すべての部局[\s\S]*取り消せません/);
    expect((await house.asAlice("{ auditSnapshots { id } }")).auditSnapshots).toEqual([]);
    expect(await page.evaluate("document.activeElement.textContent")).toBe("保存する");
  });

  test("keeps one by keyboard, and sees it with its hash, scope, and how much is not stated", async () => {
    const { page } = auditor;
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog[open]");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".card");
    const { auditSnapshots } = await house.asAlice("{ auditSnapshots { id measureCount missing { field measures } } }");
    kept = auditSnapshots[0].id;
    await page.click(".card summary");

    const card = await page.innerText(".card");
    const [missing] = auditSnapshots[0].missing;
    for (const told of [kept, "226", "すべての部局", `${missing.measures} 件`]) expect(card).toContain(told);
    expect(await page.textContent("#status")).toContain("226 件の施策を保存しました");
  });

  test("narrows one to a department and a year", async () => {
    const { page } = auditor;
    await page.click("summary >> text=現在の施策を保存する");
    await page.getByLabel("産業", { exact: true }).check();
    await page.fill("#fiscalYear", "令和8");
    await page.click("main form >> text=保存する");
    await page.click("dialog >> text=保存する");
    await page.waitForSelector(".card >> nth=1");

    expect(await page.innerText(".card >> nth=0")).toContain("産業、令和8年度（2026年度）");
  });

  test("sees matrix, pairs and gaps as of it after everything has changed, and every page says so", async () => {
    const { page } = auditor;
    await goOn(page, "#/overlap");
    expect(await bar()).toMatch(/^現在/);
    const [pairs, then] = await page
      .locator(".facts dd")
      .allTextContents()
      .then(([, count, , , id]) => [count, id]);
    const industry = { authorization: `Bearer ${await house.tokenOf("ida", "member", "industry")}` };
    const measure = {
      code: "NEW-1",
      name: { ja: "中小企業トランスフォーメーション補助金 DX枠" },
      sources: [{ url: "https://example.jp/" }],
    };
    expect((await ask(house.url, create, { measure }, industry)).errors).toBeUndefined();
    await eventually(
      () => house.asAlice("{ overlapMatrix { snapshot { measureCount } } }"),
      ({ overlapMatrix }) => overlapMatrix.snapshot.measureCount === 227,
    );
    await goOn(page, "#/snapshots");
    await page.click(".card >> nth=1 >> h3 a");
    await page.waitForSelector(".look.past");

    expect(await bar()).toContain(`スナップショット ${kept.slice(0, 12)}`);
    expect(await page.locator(".facts dd").allTextContents()).toEqual(expect.arrayContaining([pairs, then]));
    await page.click("a.cell >> nth=1");
    await page.waitForSelector(".card.pair");
    expect(await bar()).toContain("226 件");
    await page.click(".card.pair a >> nth=0");
    await page.waitForSelector(".waterfall");
    expect(await bar()).toContain(kept.slice(0, 12));
    for (const place of ["統合の候補", "指摘", "施策の空白"]) {
      await page.click(`nav >> text=${place}`);
      await settled(page);
      expect([place, await bar()]).toEqual([place, expect.stringContaining(kept.slice(0, 12))]);
    }
  });

  test("exports it, and the export names it", async () => {
    const { page } = auditor;
    await page.click("nav >> text=書き出し");
    await settled(page);
    const arriving = page.waitForEvent("download");
    await page.click("main button >> text=JSON");
    const exported = JSON.parse(await readFile(await (await arriving).path(), "utf8"));

    expect(exported.snapshot).toMatchObject({ id: kept, measures: 226 });
    expect(await page.innerText(".done")).toContain(kept);
  });

  test("goes back to now", async () => {
    const { page } = auditor;
    await page.click(".look >> text=現在に戻る");
    await page.waitForSelector(".look:not(.past)");

    expect(await bar()).toContain("227 件");
    house.expectClean(auditor);
  });

  test("looks at a moment too, when there was no measure yet", async () => {
    const { page } = auditor;
    await goOn(page, "#/snapshots");
    await page.click("summary >> text=ある時点を見る");
    await page.click("main form >> text=この時点を見る");
    await page.waitForSelector("#asOf-error");
    await page.fill("#asOf", "2020-04-01T09:00");
    await page.click("main form >> text=この時点を見る");
    await page.waitForSelector(".look.past");

    expect(await bar()).toMatch(/令和2年（2020年）4月1日 9:00 の時点[\s\S]*施策 0 件/);
    await goOn(page, `#/overlap?asOf=${before}`);
    expect(await bar()).toContain("226 件");
  });

  test("proposes on a kept snapshot, and is told why not on a moment", async () => {
    const { page } = auditor;
    const { overlapMatrix } = await house.asAlice("{ overlapMatrix { pairs(first: 1) { a { id } b { id } } } }");
    const [{ a, b }] = overlapMatrix.pairs;
    await goOn(page, `#/pair?a=${a.id}&b=${b.id}&asOf=${before}`);
    expect(await page.innerText("main")).toContain("監査意見案は、現在の施策か");
    expect(await page.locator("#verdict").count()).toBe(0);
    await goOn(page, `#/pair?a=${a.id}&b=${b.id}&snapshot=${kept}`);
    await page.getByLabel("退ける", { exact: true }).check();
    await page.fill("#reason", "対象が違う");
    await page.click("main form >> text=監査意見案を提出");
    await page.waitForURL(/#\/decision\?id=/);
    await settled(page);

    const { auditDecisions } = await house.asAlice("{ auditDecisions { snapshotId } }");
    expect(auditDecisions).toEqual([{ snapshotId: kept }]);
    expect(await page.innerText("main")).toContain(kept);
  });

  test("is led to the others where no such snapshot is kept", async () => {
    const lost = await house.receive(alice, "#/overlap?snapshot=nix", { locale: "en-GB", width: 360 });

    await lost.page.click(".failure >> text=Choose a snapshot");
    await lost.page.waitForSelector(".card");
    house.expectClean(lost);
  });
});
