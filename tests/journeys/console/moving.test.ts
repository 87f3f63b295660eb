/** Going from page to page, back, and on after an error. */
import { beforeAll, expect, test } from "@jest/globals";
import { goOn, settled, type Visit } from "../../support/console-page.ts";
import { alice, journeys, openConsoleHouse } from "./console-house.ts";

const house = openConsoleHouse();

journeys("a person who moves through the console", () => {
  let reader: Visit;

  beforeAll(async () => {
    reader = await house.receive(alice);
  }, 120_000);

  test("comes back to the place in the list that they left, with its filter and the link that they followed", async () => {
    const { page } = reader;
    await goOn(page, "#/pairs?class=OVERLAP");
    const link = page.locator("a.sides >> nth=12");
    const href = await link.getAttribute("href");
    await link.scrollIntoViewIfNeeded();
    await page.waitForTimeout(300);
    const before = await page.evaluate("scrollY");
    await link.click();
    await page.waitForSelector("#reason, main .tags");
    await settled(page);
    const away = await page.evaluate("scrollY");
    await page.goBack();
    await settled(page);

    expect([Number(before) > 200, away]).toEqual([true, 0]);
    expect(await page.evaluate("scrollY")).toBe(before);
    expect(page.url()).toContain("class=OVERLAP");
    expect(await page.inputValue("#class")).toBe("OVERLAP");
    expect(await page.evaluate("document.activeElement.getAttribute('href')")).toBe(href);
  });

  test("comes back to the page of a list that they were on", async () => {
    const { page } = reader;
    await goOn(page, "#/pairs");
    await page.click(".pager a[rel=next]");
    await page.waitForURL(/after=20/);
    await settled(page);
    const first = await page.getAttribute("a.sides >> nth=0", "href");
    await page.click("a.sides >> nth=0");
    await page.waitForURL(/#\/pair\?/);
    await settled(page);
    await page.goBack();
    await settled(page);

    expect(page.url()).toContain("after=20");
    expect(await page.getAttribute("a.sides >> nth=0", "href")).toBe(first);
  });

  test("is told by the title where they are: each page has one of its own", async () => {
    const { page } = reader;
    const titles: string[] = [];
    const hrefs = await page
      .locator("header nav a")
      .evaluateAll((links) => links.map((each) => each.getAttribute("href")));
    for (const href of [
      ...hrefs,
      "#/pairs",
      "#/pair?a=x&b=y",
      "#/propose?id=x",
      "#/calibration",
      "#/decision?id=x",
      "#/nothing",
    ]) {
      await goOn(page, href ?? "");
      titles.push(await page.title());
    }

    expect(new Set(titles).size).toBe(titles.length);
    for (const title of titles) expect(title).toMatch(/^.+ — 人活ハブ$/);
  });

  test("sees the new page's frame while it loads, and never the old page under the new address", async () => {
    const { page } = reader;
    await goOn(page, "#/gaps");
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route("**/graphql", async (route) => {
      await asked;
      await route.continue();
    });
    await page.goto(new URL("#/trail", page.url()).href);
    await page.waitForSelector("main .loading");
    const meanwhile = { title: await page.title(), main: await page.innerText("main") };
    answer();
    await settled(page);
    await page.unroute("**/graphql");

    expect(meanwhile.title).toBe("証跡 — 人活ハブ");
    expect(meanwhile.main).toMatch(/^証跡\s+読み込んでいます…$/);
    expect(await page.locator("main .loading").count()).toBe(0);
  });

  test("tries again where the hub gave no answer, and is where they wanted to be", async () => {
    const { page } = await house.receive(alice);
    await page.route("**/graphql", (route) => route.abort());
    await goOn(page, "#/overlap");
    const told = await page.innerText(".failure");
    await page.unroute("**/graphql");
    await page.click("#retry");
    await page.waitForSelector("a.cell");

    expect(told).toContain("UNREACHABLE");
    expect(page.url()).toMatch(/#\/overlap$/);
  });

  test("reads the language that they chose, also after a reload and in another page", async () => {
    const { page, context } = await house.receive(alice, "#/search");
    await page.click("#language");
    await settled(page);
    await page.reload();
    await settled(page);
    const other = await context.newPage();
    await other.goto(`${house.url}/console`);
    await settled(other);

    expect(await page.getAttribute("html", "lang")).toBe("en");
    expect(await other.textContent("h1")).toBe("Sign in");
  });

  test("keeps what they typed when they change the language", async () => {
    const { page } = await house.receive(alice, "#/snapshots");
    await page.click("summary >> nth=0");
    await page.fill("#fiscalYear", "令和8");
    await page.click("#language");
    await settled(page);

    expect(await page.inputValue("#fiscalYear")).toBe("令和8");
  });

  test("with a token signs in again on the same page, with what they had typed", async () => {
    const { page } = await house.receive(alice, "#/pairs");
    await goOn(page, (await page.getAttribute("a.sides >> nth=1", "href")) ?? "");
    const address = page.url();
    await page.fill("#reason", "途中まで書いた理由");
    await page.route("**/graphql", (route) =>
      route.fulfill({ status: 401, json: { errors: [{ message: "over", extensions: { code: "TOKEN_EXPIRED" } }] } }),
    );
    await page.check("[name=verdict][value=DISMISSED]");
    await page.click("form:has(#verdict) [type=submit]");
    await page.click(".failure a");
    await page.unroute("**/graphql");
    await page.fill("#token", await house.tokenOf(...alice));
    await page.click("main form button");
    await page.waitForSelector("#reason");
    await settled(page);

    expect(page.url()).toBe(address);
    expect(await page.inputValue("#reason")).toBe("途中まで書いた理由");
  });
});

journeys("two presses of an export", () => {
  test("are one export, with a sign that it is under way", async () => {
    const { page } = await house.receive(alice, "#/exports");
    let exports = 0;
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route("**/graphql", async (route) => {
      exports++;
      await asked;
      await route.continue();
    });
    const button = page.locator("main .exports button >> nth=0");
    const download = page.waitForEvent("download");
    await button.click();
    await button.evaluate((each: { click(): void }) => each.click());
    const sign = await page.innerText("main .loading");
    answer();
    const { suggestedFilename } = await download;

    expect(sign).toBe("書き出しています…");
    expect(exports).toBe(1);
    expect(suggestedFilename).toBeDefined();
  });
});
