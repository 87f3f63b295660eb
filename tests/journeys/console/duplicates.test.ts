import { spawnSync } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, test } from "@jest/globals";
import { findProgram } from "../../setup/programs.ts";
import { accessibilityFaults } from "../../support/accessibility.ts";
import { goOn, settled, type Visit } from "../../support/console-page.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { alice, hana, journeys, openConsoleHouse } from "./console-house.ts";

const house = openConsoleHouse();

journeys("an officer who plans what exists already", () => {
  let officer: Visit;
  let sheet: string;

  beforeAll(async () => {
    officer = await house.receive(hana);
  });

  test("sees while typing what is near to the words that stand there now, however late an answer comes", async () => {
    const { page } = officer;
    let isFirst = true;
    await page.route("**/graphql", async (route) => {
      if (route.request().postData()?.includes("ConsoleNear") && isFirst) {
        isFirst = false;
        const response = await route.fetch();
        await sleep(3_000);
        return route.fulfill({ response });
      }
      return route.continue();
    });
    const late = page.waitForResponse((response) => response.request().postData()?.includes("奨学金の") ?? false);
    const asked = page.waitForRequest((request) => request.postData()?.includes("ConsoleNear") ?? false);
    await page.fill("#name", "奨学金の返還支援");
    await asked;
    await page.fill("#name", "ロボット導入補助（介護）");
    await page.waitForSelector("#near-now li >> text=介護テクノロジー");
    await (await late).finished();
    await sleep(200);

    expect(await page.innerText("#near-now")).toContain("介護テクノロジー");
    expect(await page.innerText("#near-now")).not.toContain("奨学金");
    expect(await page.locator("#near-now li").count()).toBe(3);
    await page.unroute("**/graphql");
  });

  test("meets the grant of three quarters that exists, and reads why", async () => {
    const { page } = officer;
    await page.fill("#summary", "介護施設が介護ロボットを買う費用の四分の三を補助する。");
    await page.click("#plan button");
    await page.waitForSelector("#result .card");

    const first = page.locator("#result .card").first();
    expect(await first.locator("h3").innerText()).toContain("介護テクノロジー定着支援事業補助金");
    expect(await first.locator("h3 .tag").textContent()).toMatch(/同じ内容とみられる|似ている/);
    expect(await first.innerText()).toContain("どちらも");
    expect(await page.locator("#near-now li").count()).toBe(0);
    expect(await page.locator("#result .budgets").count()).toBe(1);
  });

  test("saves it, and the sheet has a number, the plan, the grades, the moment and who asked", async () => {
    const { page } = officer;
    await page.click("#save-check");
    await page.waitForURL(/#\/check-sheet\?id=/);
    await settled(page);
    sheet = new URL(page.url()).hash;

    const text = await page.innerText("main");
    for (const told of ["令和", "第1号", "厚生", "hana", "ロボット導入補助（介護）", "四分の三", "決裁欄"])
      expect(text).toContain(told);
    expect(text).toContain("介護テクノロジー定着支援事業補助金");
    expect(await page.locator("main .nearest tbody tr").count()).toBe(10);
    expect(await page.locator("main mark").count()).toBeGreaterThan(0);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test("prints it on a few sheets of paper", async () => {
    const { page } = officer;
    const pdf = path.join(temporaryFolder(), "sheet.pdf");
    await page.pdf({ path: pdf, preferCSSPageSize: true });
    if (findProgram("pdfReader") === undefined) return;

    const sheets = spawnSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" }).stdout.split("\f").slice(0, -1);
    const text = sheets.join("").replace(/\s/g, "");
    expect(sheets.length).toBeLessThanOrEqual(4);
    expect(text).toContain("重複確認書");
    expect(text).toContain("介護テクノロジー定着支援事業補助金");
    expect(text).not.toContain("印刷する");
    house.expectClean(officer);
  });

  test("finds it again by its link and in the list; a colleague does too, another department does not", async () => {
    const { page } = officer;
    await goOn(page, "#/saved-checks");
    expect(await page.innerText("main table")).toContain("ロボット導入補助（介護）");
    const colleague = await house.receive(["haruto", "approver", "welfare"], sheet);
    expect(await colleague.page.innerText("main")).toContain("第1号");
    const other = await house.receive(["ida", "member", "industry"], sheet);

    expect(await other.page.innerText("main")).toContain("あなたの部局のものではありません");
    await goOn(other.page, "#/saved-checks");
    expect(await other.page.innerText("main")).toContain("まだありません");
    house.expectClean(other);
  });
});

journeys("an auditor who meets the same bonus of several cities", () => {
  let auditor: Visit;

  beforeAll(async () => {
    auditor = await house.receive(alice, "#/overlap");
  });

  test("finds it as one family, reads why, and sees what it would touch", async () => {
    const { page } = auditor;
    await page.click("main a >> text=横並びと一つの制度を見る");
    await page.waitForSelector("#kind");
    await page.selectOption("#kind", "SIBLING");
    await page.click("main form button");
    await page.waitForURL(/kind=SIBLING/);
    await settled(page);
    const card = page.locator("main .card", { hasText: "障害者雇用奨励金（富山市）" });

    const text = await card.innerText();
    for (const city of ["富山市", "魚津市", "滑川市", "砺波市"]) expect(text).toContain(city);
    expect(text).toContain("同じ対象に同じ手段");
    await card.locator("summary").click();
    expect(await card.innerText()).toContain("すべてに共通");
    expect(await card.innerText()).toContain("使っているクライアント");
    expect(await page.locator("main .budgets").count()).toBe(1);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test("compares two of them, and reads which facts speak for it and which are not stated", async () => {
    const { page } = auditor;
    const card = page.locator("main .card", { hasText: "障害者雇用奨励金（富山市）" });
    await card.locator("a >> text=最初の施策と比べる").first().click();
    await page.waitForSelector(".why");
    const text = await page.innerText("main");

    expect(text).toContain("横並び");
    for (const told of ["重なること", "行うこと", "手段", "対象者", "重ならないこと", "地域", "未記入の項目"])
      expect(text).toContain(told);
    expect(await page.innerText(".why")).toContain("横並び");
    await page.goBack();
    await settled(page);
  });

  test("proposes one scheme of the prefecture", async () => {
    const { page } = auditor;
    const card = page.locator("main .card", { hasText: "障害者雇用奨励金（富山市）" });
    await card.locator("a >> text=監査意見案を提出").click();
    await page.waitForSelector("#verdict");
    await page.getByLabel("認める", { exact: true }).check();
    await page.fill("#reason", "額だけが異なる。県の一つの制度にまとめられる。");
    await page.click("#add-option");
    await page.selectOption("#option-1-kind", "MERGE");
    await page.fill("#option-1-text", "県の一つの制度にする");
    await page.click("main form >> text=監査意見案を提出");
    await page.waitForURL(/#\/decision\?id=/);
    await settled(page);

    const text = await page.innerText("main");
    for (const told of ["承認待ち", "横並びの施策", "魚津市", "県の一つの制度にする"]) expect(text).toContain(told);
    house.expectClean(auditor);
  });
});
