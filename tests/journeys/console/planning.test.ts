import { beforeAll, expect, test } from "@jest/globals";
import { ask } from "../../support/ask.ts";
import { settled, type Visit } from "../../support/console-page.ts";
import { eventually } from "../../support/hub-process.ts";
import { hana, journeys, openConsoleHouse } from "./console-house.ts";

const house = openConsoleHouse();

journeys("an officer who plans a measure", () => {
  let officer: Visit;

  beforeAll(async () => {
    officer = await house.receive(hana);
  });

  test("hears what is wrong with the form once above and at each field, and is led there", async () => {
    const { page } = officer;
    await page.click("#further > summary");
    await page.fill("#endFiscalYear", "いつか");
    await page.click("#further > summary");
    await page.click("#plan button");
    await page.waitForSelector(".failure");

    const errors = await page.locator(".failure li").allTextContents();
    const focused = await page.evaluate("document.activeElement.className");
    await page.click(".failure a >> nth=1");

    expect(errors).toEqual(["事業名を入力してください", expect.stringContaining("終了年度")]);
    expect(focused).toContain("failure");
    expect(await page.evaluate("document.activeElement.id")).toBe("endFiscalYear");
    expect(await page.getAttribute("#name", "aria-invalid")).toBe("true");
    expect(await page.getAttribute("#name", "aria-describedby")).toContain("name-error");
  });

  test("finds what exists already, where, for whom and why, and nothing is saved", async () => {
    const { page } = officer;
    const state = "{ measures(first: 1) { totalCount } auditTrail { size } }";
    const before = await house.asAlice(state);
    await page.fill("#name", "看護職員の奨学金返還支援事業");
    await page.selectOption("#department", "welfare");
    await page.fill("#summary", "県内の医療機関に就職した若者の奨学金の返還を、雇う企業とともに補助する。");
    await page.fill("#endFiscalYear", "令和11");
    await page.fill("#startFiscalYear", "２０２７");
    await page.fill("#budgets", "13,500,000");
    await page.click("[data-field=targetGroups] summary");
    await page.getByLabel("若者", { exact: true }).check();
    await page.click("#plan button");
    await page.waitForSelector("#result .card");

    const card = await page.innerText("#result .card");
    for (const told of ["奨学金", "雇用・労働", "富山市", "若者", "似ている", "どちらも"]) expect(card).toContain(told);
    const marked = await page.locator("#result .card >> nth=0 >> mark").allTextContents();
    expect(marked.join()).toContain("奨学金");
    expect(await page.locator("#result .card").count()).toBe(10);
    expect(await page.innerText("main")).toContain("まだ何も保存していません");
    expect(await house.asAlice(state)).toEqual(before);
  });

  test("is shown at its field what only the graph knows to be wrong", async () => {
    const { page } = officer;
    await page.click("[data-field=areas] summary");
    await page.evaluate("document.querySelector('#areas').value = 'zzz'");
    await page.check("#areas");
    await page.click("#plan button");
    await page.waitForSelector("#areas-error");

    expect(await page.textContent("#areas-error")).toContain("地域コード");
    await page.uncheck("#areas");
  });

  test("keeps what was entered when the language changes", async () => {
    const { page } = officer;
    await page.click("#language");
    await settled(page);

    expect(await page.textContent("h1")).toBe("Check a planned measure");
    expect(await page.getAttribute("html", "lang")).toBe("en");
    expect(await page.inputValue("#name")).toBe("看護職員の奨学金返還支援事業");
    expect(await page.isChecked('input[value="YOUNG_PEOPLE"]')).toBe(true);
    house.expectClean(officer);
  });

  test("shows a token to nobody: it stands in no address and no storage, and a reload forgets it", async () => {
    const { page } = officer;
    const kept = "location.href + document.cookie + JSON.stringify([localStorage, sessionStorage])";

    // The language that they chose is all that stays.
    expect(await page.evaluate(kept)).toBe(`${house.url}/console#/check[{"jinkatsu-language":"en"},{}]`);
    await page.reload();
    await settled(page);
    expect(await page.locator("#token").count()).toBe(1);
  });

  test("needs no mouse", async () => {
    const typing = await house.receive(hana);
    const { page } = typing;
    const focused = () => page.evaluate("document.activeElement.id || document.activeElement.textContent");
    const tabTo = async (place: string) => {
      for (let pressed = 0; (await focused()) !== place; pressed++) {
        if (pressed > 40) throw new Error(`no way to ${place} by the keyboard`);
        await page.keyboard.press("Tab");
      }
    };
    await tabTo("name");
    await page.keyboard.type("奨学金返還支援");
    await tabTo("対象者・地域・目的なども書く");
    await page.keyboard.press("Enter");
    await tabTo("department");
    await page.keyboard.press("ArrowDown");
    await tabTo("purpose");
    await page.keyboard.type("若者の県内就職を増やす");
    await tabTo("一覧から選ぶ（選択 0）");
    await page.keyboard.press("Enter");
    await tabTo("targetGroups");
    await page.keyboard.press("Space");
    await page.keyboard.press("Shift+Tab");
    expect(await focused()).toBe("一覧から選ぶ（選択 1）");
    await page.keyboard.press("Enter");
    await tabTo("似た施策を探す");
    await page.keyboard.press("Enter");
    await page.waitForSelector("h2:focus");

    expect(await page.evaluate("document.activeElement.textContent")).toMatch(/施策が \d+ 件あります/);
    expect(await page.textContent("#status")).toMatch(/施策が \d+ 件あります/);
    house.expectClean(typing);
  });

  test("asks for a name and for what it does, and says when nothing is alike what is nearest", async () => {
    const asking = await house.receive(hana);
    const { page } = asking;
    const visible = await page.locator("#plan input:visible, #plan textarea:visible, #plan select:visible").count();
    await page.fill("#name", "深海の鉱物を掘る船の建造");
    await page.fill("#summary", "日本海の海底で熱水鉱床を探査する船を造る。");
    await page.click("#plan button");
    await page.waitForSelector("#result .card");

    expect(visible).toBe(2);
    expect(await page.textContent("#result h2")).toContain("見つかりませんでした。近いものを示します。");
    expect(await page.locator("#result .tag").allTextContents()).toEqual(Array.from({ length: 10 }, () => "近いが別"));
    house.expectClean(asking);
  });

  test("reads a measure's name as text, whatever it is", async () => {
    const evil = "<img src=x onerror=\"document.title='hacked'\"><b>奨学金返還支援</b>";
    const industry = { authorization: `Bearer ${await house.tokenOf("ida", "member", "industry")}` };
    const measure = {
      code: "XSS-1",
      name: { ja: evil },
      summary: { ja: evil },
      sources: [{ url: "https://www.example.jp/<b>" }],
    };
    const script = { ...measure, sources: [{ url: "javascript:alert(1)" }] };
    const create = `mutation ($measure: MeasureInput!) { createIndustryMeasure(input: { measure: $measure }) { measure { id } userErrors { message { ja } } } }`;
    const refused = await ask(house.url, create, { measure: script }, industry);
    const created = await ask(house.url, create, { measure }, industry);
    const reader = await house.receive(hana);
    await reader.page.fill("#name", evil);
    await reader.page.fill("#summary", evil);

    const shown = () =>
      reader.page
        .click("#plan button")
        .then(() => reader.page.waitForSelector("#result h2").then(() => reader.page.innerText("#result")));
    expect(refused.data.createIndustryMeasure).toMatchObject({ measure: null, userErrors: [expect.anything()] });
    expect(created.data.createIndustryMeasure.userErrors).toEqual([]);
    const text = await eventually(shown, (each) => each.includes("XSS") || each.includes("<img"));

    expect(text).toContain(evil);
    expect(await reader.page.locator("main img, main b").count()).toBe(0);
    expect(await reader.page.locator('a[href^="javascript"]').count()).toBe(0);
    expect(await reader.page.title()).not.toBe("hacked");
    house.expectClean(reader);
  });
});
