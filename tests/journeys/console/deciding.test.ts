import { readFile } from "node:fs/promises";
import { beforeAll, expect, test } from "@jest/globals";
import { goOn, settled, type Visit } from "../../support/console-page.ts";
import { alice, bob, journeys, openConsoleHouse } from "./console-house.ts";

const house = openConsoleHouse();

journeys("auditors and departments at the console", () => {
  let auditor: Visit;
  let decision: string;

  beforeAll(async () => {
    auditor = await house.receive(alice, "#/overlap");
  });

  test("an auditor goes from the matrix to the pairs and to one pair with its evidence", async () => {
    const { page } = auditor;
    const counted = await page.textContent('a.cell[href*="department=employment&other=industry"] strong >> nth=0');
    await page.click('a.cell[href*="department=employment&other=industry"] >> nth=0');
    await page.waitForSelector(".card.pair");
    const pairs = await page.locator(".card.pair").count();
    await page.click(".card.pair a >> nth=0");
    await page.waitForSelector(".waterfall");

    expect(Number(counted)).toBe(pairs);
    expect(await page.innerText("main")).toMatch(/共通の言い回し/);
    expect(await page.locator(".two > section").count()).toBe(2);
  });

  test("the pairs come page by page, each once", async () => {
    const { page } = auditor;
    const seen: (string | null)[] = [];
    await goOn(page, "#/pairs");
    for (;;) {
      for (const link of await page.locator("a.sides").all()) seen.push(await link.getAttribute("href"));
      const next = page.locator(".pager a[rel=next]");
      if ((await next.count()) === 0) break;
      await goOn(page, (await next.getAttribute("href")) ?? "");
    }

    const { overlapMatrix } = await house.asAlice("{ overlapMatrix { pairCount } }");
    expect(seen.length).toBe(overlapMatrix.pairCount);
    expect(new Set(seen).size).toBe(seen.length);
  }, 400_000);

  test("proposes a decision, and may not approve it alone", async () => {
    const { page } = auditor;
    await goOn(page, "#/pairs?department=employment&other=industry");
    await page.click(".card.pair a >> nth=0");
    await page.waitForSelector("#verdict");
    await page.click("main form >> text=監査意見案を提出");
    await page.waitForSelector(".failure");
    expect(await page.locator(".failure li").count()).toBe(2);
    await page.getByLabel("認める", { exact: true }).check();
    await page.getByLabel("理由があって重なっている").check();
    await page.fill("#reason", "学生と企業の両側から同じ説明会を支えている。");
    await page.click("main form >> text=監査意見案を提出");
    await page.waitForSelector("#option-1-kind-error");
    expect(await page.locator(".failure li").allTextContents()).toEqual(["対応案を一つ以上示してください"]);
    await page.selectOption("#option-1-kind", "COORDINATE");
    await page.fill("#option-1-text", "案内を一つにする");
    await page.fill("#option-1-savingTo", "500,000");
    await page.click("main form >> text=対応案を追加");
    await page.click("main form >> text=対応案を追加");
    await page.selectOption("#option-2-kind", "END");
    await page.click("main form >> text=対応案 2 を取り除く");
    await page.selectOption("#option-3-kind", "DIVIDE_ROLES");
    await page.fill("#option-3-text", "学年で分ける");
    await page.fill("#option-3-savingFrom", "300,000");
    await page.fill("#option-3-savingTo", "200,000");
    await page.click("main form >> text=監査意見案を提出");
    await page.waitForSelector("#option-3-savingTo-error");
    expect(await page.locator("legend >> text=/^対応案 /").allTextContents()).toEqual(["対応案 1", "対応案 2"]);
    expect(await page.locator(".failure li").allTextContents()).toEqual([expect.stringMatching(/^対応案 2: /)]);
    await page.click("#language");
    await page.waitForSelector("legend >> text=Option 2");
    await page.click("#language");
    await page.waitForSelector("legend >> text=対応案 2");
    await page.fill("#option-3-savingTo", "４００,０００");
    await page.selectOption("#option-3-confidence", "LOW");
    await page.fill("#option-3-effects", "窓口が二つ残る");
    await page.click("main form >> text=監査意見案を提出");
    await page.waitForURL(/#\/decision\?id=/);
    await settled(page);
    decision = new URL(page.url()).hash;
    expect(await page.locator("main button >> text=承認する").count()).toBe(0);

    const rows = await page.locator("main tbody tr").all();
    const options = await Promise.all(rows.map((row) => row.locator("th, td").allTextContents()));
    expect(options).toEqual([
      ["調整", "案内を一つにする", "50 万円（500,000 円）まで", "示していない", ""],
      ["役割分担", "学年で分ける", "30 万円（300,000 円）～40 万円（400,000 円）", "低い", "窓口が二つ残る"],
    ]);
    expect(await page.textContent("main .notice")).toContain("別の監査担当者");
    expect(await page.innerText(".tags")).toContain("承認待ち");
    house.expectClean(auditor);
  });

  test("another person approves and releases it", async () => {
    const second = await house.receive(bob, decision, { locale: "en-GB" });
    await second.page.click("main button >> text=Approve");
    await second.page.click("main button >> text=Release");
    await second.page.waitForSelector(".steps .done >> nth=2");

    expect(await second.page.innerText(".tags")).toContain("Released");
    house.expectClean(second);
  });

  test("the department finds it among its decisions and answers", async () => {
    const emi = await house.receive(["emi", "member", "employment"], "#/decisions", { width: 390 });
    expect(await emi.page.innerText("main")).toContain("あなたの部局の答えを待っています");
    await emi.page.click(".card a");
    await emi.page.click("main a >> text=判断したときの二つの施策を比べる");
    await emi.page.waitForSelector(".waterfall");
    expect(await emi.page.locator(".two > section a[href^=http]").count()).toBeGreaterThan(1);
    await emi.page.click("main a >> text=判断へ戻る");
    await emi.page.getByLabel("一部同意").check();
    await emi.page.fill("#comment", "時期が違う");
    await emi.page.click("main button >> text=答える");
    await emi.page.waitForSelector("main table >> text=時期が違う");
    expect(await emi.page.innerText(".steps")).toContain("未回答");
    expect(await emi.page.locator(".steps .done").count()).toBe(3);

    expect(await emi.page.locator("nav >> text=証跡").count()).toBe(0);
    await goOn(emi.page, "#/overlap");
    expect(await emi.page.textContent("h1")).toBe("この画面は使えません");
    house.expectClean(emi);
  });

  test("an auditor adds an action, says how far it is, and sees what it has come to", async () => {
    const { page } = auditor;
    await goOn(page, "#/overlap");
    await goOn(page, decision);
    await page.click("summary >> text=対応を追加");
    await page.fill("#text", "案内を一本化する");
    await page.selectOption("#department", "employment");
    await page.fill("#owner", "労働政策課");
    await page.fill("#dueOn", "2027-03-31");
    await page.click("main button >> text=追加する");
    await page.waitForSelector("main h3 >> text=案内を一本化する");
    await page.click("summary >> text=状態を変える");
    await page.selectOption("#status-0", "ADDRESSED");
    await page.fill("#realised-0", "30万");
    await page.click("main button >> text=変える");
    expect(await page.textContent("#realised-0-error")).toContain("整数");
    await page.fill("#realised-0", "300,000");
    await page.click("main button >> text=変える");
    await page.waitForSelector(".facts >> text=対応済み");
    await goOn(page, "#/follow-up");

    expect(await page.innerText("main")).toContain("300,000 円");
    expect(await page.innerText("main table >> nth=1")).toContain("案内を一本化する");
    const arriving = page.waitForEvent("download");
    await page.click("main button >> text=CSV");
    expect(await readFile(await (await arriving).path(), "utf8")).toContain('"案内を一本化する","雇用');
    await page.selectOption("#status", "NOT_ADDRESSED");
    await page.click("main button >> text=絞り込む");
    await page.waitForSelector("main >> text=当てはまる対応はありません。");
  });

  test.each([
    ["XLSX", "PK"],
    ["CSV", "\ufeff"],
    ["JSON", "{"],
    ["調書", "<!doctype html>"],
  ])("an export as %s arrives as a file", async (name, begins) => {
    const { page } = auditor;
    await goOn(page, "#/exports");
    const arriving = page.waitForEvent("download");
    await page.click(`main button >> text=${name}`);
    const download = await arriving;

    const content = await readFile(await download.path());
    expect(content.toString("utf8").startsWith(begins)).toBe(true);
    expect(await page.textContent(".done")).toContain(download.suggestedFilename());
  });

  test("what could become one is told with what would be lost and whom it would touch", async () => {
    const { page } = auditor;
    await goOn(page, "#/candidates?across=true");
    const card = await page.innerText(".card >> nth=0");

    for (const name of ["施策", "すべてに共通", "失われうるもの", "使っているクライアント"])
      expect(card).toContain(name);
    expect(card).not.toMatch(/不明|未記入/);
    expect(await page.locator(".budgets").count()).toBe(1);
    expect(card).not.toMatch(/[A-Z]{4,}_/);
  });

  test("findings, gaps and the trail are there too", async () => {
    const { page } = auditor;
    await goOn(page, "#/gaps");
    const [gapCount] = (await page.innerText(".lead")).match(/\d+/) ?? [];
    expect(await page.locator(".coverage .gap").count()).toBe(Number(gapCount));
    await goOn(page, "#/findings?kind=GAP");
    await page.click(".card a >> nth=0");
    await page.waitForSelector("#verdict");
    expect(await page.locator("#class").count()).toBe(0);
    await goOn(page, "#/trail");

    expect(await page.innerText("main")).toContain("判断の公表");
    house.expectClean(auditor);
  });
});
