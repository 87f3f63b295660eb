import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { buildClientSchema, getIntrospectionQuery, parse, validate } from "graphql";
import type { Browser } from "playwright-core";
import type { TokenRole } from "#kit/identity/identity.ts";
import { readSettings } from "#kit/settings.ts";
import { issueDevelopmentToken } from "../../gateway/access/development-token.ts";
import { accessibilityFaults } from "../support/accessibility.ts";
import { ask, type Json } from "../support/ask.ts";
import { browserIsHere, openBrowser } from "../support/browser.ts";
import { enter, goOn, settled, type Visit, visit } from "../support/console-page.ts";
import { eventually, type Served, startEmbedded } from "../support/hub-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const folder = temporaryFolder();
const settings = readSettings({ JINKATSU_DATA: folder });
const questions = path.resolve(import.meta.dirname, "../../gateway/console/browser/questions");

let hub: Served;
let browser: Browser;

const tokenOf = (subject: string, role: TokenRole, department?: string) =>
  issueDevelopmentToken({ roles: [role], subject, department, holdsFor: 3_600 }, settings);

beforeAll(async () => {
  hub = await startEmbedded({ JINKATSU_DATA: folder });
  if (browserIsHere) browser = await openBrowser();
}, 120_000);

async function asAlice(query: string, variables: Json = {}): Promise<Json> {
  const headers = { authorization: `Bearer ${await tokenOf("alice", "auditor")}` };
  return (await ask(hub.url, query, variables, headers)).data;
}

/** Nothing of a page may leave the hub, fail, or be blocked. */
function expectClean({ requested, complaints }: Visit): void {
  expect(complaints).toEqual([]);
  expect(requested.filter((url) => !url.startsWith(`${hub.url}/`) && !url.startsWith("blob:"))).toEqual([]);
}

test("the console's questions are ones that the graph answers", async () => {
  const schema = buildClientSchema(await asAlice(getIntrospectionQuery()));

  for (const name of readdirSync(questions)) {
    const faults = validate(schema, parse(readFileSync(path.join(questions, name), "utf8")));
    expect([name, faults.map(({ message }) => message)]).toEqual([name, []]);
  }
});

const journeys = browserIsHere ? describe : describe.skip;

journeys("an officer who plans a measure", () => {
  let officer: Visit;

  beforeAll(async () => {
    officer = await visit(browser);
    await enter(officer.page, hub.url, await tokenOf("hana", "member", "welfare"));
  });

  test("hears what is wrong with the form once above and at each field, and is led there", async () => {
    const { page } = officer;
    await page.fill("#endFiscalYear", "いつか");
    await page.click("#plan button");
    await page.waitForSelector(".failure");

    const errors = await page.locator(".failure li").allTextContents();
    const focused = await page.evaluate("document.activeElement.className");
    await page.click(".failure a >> nth=1");

    expect(errors).toEqual(["事業名を入力してください", "部局を選んでください", expect.stringContaining("終了年度")]);
    expect(focused).toContain("failure");
    expect(await page.evaluate("document.activeElement.id")).toBe("department");
    expect(await page.getAttribute("#name", "aria-invalid")).toBe("true");
    expect(await page.getAttribute("#name", "aria-describedby")).toContain("name-error");
  });

  test("finds what exists already, where, for whom and with what evidence, and nothing is saved", async () => {
    const { page } = officer;
    const state = "{ measures(first: 1) { totalCount } auditTrail { size } }";
    const before = await asAlice(state);
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
    for (const told of ["奨学金", "雇用・労働", "富山市", "若者", "重複", "だけの言い回し"])
      expect(card).toContain(told);
    const steps = await page.locator("#result .card >> nth=0 >> tbody td:nth-of-type(2)").allTextContents();
    const total = await page.textContent("#result .card >> nth=0 >> tfoot td:nth-of-type(2)");
    expect(steps.reduce((sum, step) => sum + Number(step.replace("−", "-")), 0)).toBeCloseTo(Number(total), 0);
    expect(await page.locator("#result .card >> nth=0 >> svg").count()).toBe(steps.length + 1);
    expect(await page.innerText("main")).toContain("何も保存していません");
    expect(await asAlice(state)).toEqual(before);
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
    expectClean(officer);
  });

  test("shows a token to nobody: it stands in no address and no storage, and a reload forgets it", async () => {
    const { page } = officer;
    const kept = "location.href + document.cookie + JSON.stringify([localStorage, sessionStorage])";

    expect(await page.evaluate(kept)).toBe(`${hub.url}/console#/check[{},{}]`);
    await page.reload();
    await settled(page);
    expect(await page.locator("#token").count()).toBe(1);
  });

  test("needs no mouse", async () => {
    const typing = await visit(browser);
    const { page } = typing;
    await enter(page, hub.url, await tokenOf("hana", "member", "welfare"));
    const focused = () => page.evaluate("document.activeElement.id || document.activeElement.textContent");
    const tabTo = async (place: string) => {
      for (let pressed = 0; (await focused()) !== place; pressed++) {
        if (pressed > 40) throw new Error(`no way to ${place} by the keyboard`);
        await page.keyboard.press("Tab");
      }
    };
    await tabTo("name");
    await page.keyboard.type("奨学金返還支援");
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

    expect(await page.evaluate("document.activeElement.textContent")).toMatch(/似た施策/);
    expect(await page.textContent("#status")).toMatch(/似た施策/);
    expectClean(typing);
  });

  test("reads a measure's name as text, whatever it is", async () => {
    const evil = "<img src=x onerror=\"document.title='hacked'\"><b>奨学金返還支援</b>";
    const industry = { authorization: `Bearer ${await tokenOf("ida", "member", "industry")}` };
    const measure = {
      code: "XSS-1",
      name: { ja: evil },
      summary: { ja: evil },
      sources: [{ url: "javascript:alert(1)" }],
    };
    const create = `mutation ($measure: MeasureInput!) { createIndustryMeasure(input: { measure: $measure }) { measure { id } userErrors { message { ja } } } }`;
    const created = await ask(hub.url, create, { measure }, industry);
    const reader = await visit(browser);
    await enter(reader.page, hub.url, await tokenOf("hana", "member", "welfare"));
    await reader.page.fill("#name", evil);
    await reader.page.selectOption("#department", "welfare");
    await reader.page.fill("#summary", evil);

    const shown = () =>
      reader.page
        .click("#plan button")
        .then(() => reader.page.waitForSelector("#result h2").then(() => reader.page.innerText("#result")));
    expect(created.errors).toBeUndefined();
    const text = await eventually(shown, (each) => each.includes("XSS") || each.includes("<img"));

    expect(text).toContain(evil);
    expect(await reader.page.locator("main img, main b").count()).toBe(0);
    expect(await reader.page.locator('a[href^="javascript"]').count()).toBe(0);
    expect(await reader.page.title()).not.toBe("hacked");
    expectClean(reader);
  });
});

journeys("auditors and departments at the console", () => {
  let alice: Visit;
  let decision: string;

  beforeAll(async () => {
    alice = await visit(browser);
    await enter(alice.page, hub.url, await tokenOf("alice", "auditor"), "#/overlap");
  });

  test("an auditor goes from the matrix to the pairs and to one pair with its evidence", async () => {
    const { page } = alice;
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
    const { page } = alice;
    const seen: (string | null)[] = [];
    await goOn(page, "#/pairs");
    for (;;) {
      for (const link of await page.locator("a.sides").all()) seen.push(await link.getAttribute("href"));
      const next = page.locator(".pager a[rel=next]");
      if ((await next.count()) === 0) break;
      await goOn(page, (await next.getAttribute("href")) ?? "");
    }

    const { overlapMatrix } = await asAlice("{ overlapMatrix { pairCount } }");
    expect(seen.length).toBe(overlapMatrix.pairCount);
    expect(new Set(seen).size).toBe(seen.length);
  }, 60_000);

  test("proposes a decision, and may not approve it alone", async () => {
    const { page } = alice;
    await goOn(page, "#/pairs?department=employment&other=industry");
    await page.click(".card.pair a >> nth=0");
    await page.waitForSelector("#verdict");
    await page.click("main form >> text=案を出す");
    await page.waitForSelector(".failure");
    expect(await page.locator(".failure li").count()).toBe(2);
    await page.getByLabel("認める", { exact: true }).check();
    await page.getByLabel("理由があって重なっている").check();
    await page.fill("#reason", "学生と企業の両側から同じ説明会を支えている。");
    await page.selectOption("#optionKind", "COORDINATE");
    await page.fill("#optionText", "案内を一つにする");
    await page.fill("#savingTo", "500,000");
    await page.click("main form >> text=案を出す");
    await page.waitForURL(/#\/decision\?id=/);
    await settled(page);
    decision = new URL(page.url()).hash;
    await page.click("main button >> text=承認する");
    await page.waitForSelector(".failure");

    expect(await page.textContent(".failure")).toContain("別の監査担当者");
    expect(await page.innerText(".tags")).toContain("承認待ち");
    expectClean(alice);
  });

  test("another person approves and releases it", async () => {
    const bob = await visit(browser, { locale: "en-GB" });
    await enter(bob.page, hub.url, await tokenOf("bob", "auditor"), decision);
    await bob.page.click("main button >> text=Approve");
    await bob.page.click("main button >> text=Release");
    await bob.page.waitForSelector(".steps .done >> nth=2");

    expect(await bob.page.innerText(".tags")).toContain("Released");
    expectClean(bob);
  });

  test("the department finds it among its decisions and answers", async () => {
    const emi = await visit(browser, { width: 390 });
    await enter(emi.page, hub.url, await tokenOf("emi", "member", "employment"), "#/decisions");
    expect(await emi.page.innerText("main")).toContain("あなたの部局の答えを待っています");
    await emi.page.click(".card a");
    await emi.page.getByLabel("一部同意").check();
    await emi.page.fill("#comment", "時期が違う");
    await emi.page.click("main button >> text=答える");
    await emi.page.waitForSelector("main table >> text=時期が違う");

    expect(await emi.page.locator("nav >> text=証跡").count()).toBe(0);
    await goOn(emi.page, "#/overlap");
    expect(await emi.page.textContent("h1")).toBe("この画面は使えません");
    expectClean(emi);
  });

  test("an auditor adds an action, says how far it is, and sees what it has come to", async () => {
    const { page } = alice;
    await goOn(page, "#/overlap");
    await goOn(page, decision);
    await page.click("summary >> text=対応を加える");
    await page.fill("#text", "案内を一本化する");
    await page.selectOption("#department", "employment");
    await page.fill("#owner", "労働政策課");
    await page.fill("#dueOn", "2027-03-31");
    await page.click("main button >> text=加える");
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
  });

  test.each([
    ["XLSX", "PK"],
    ["CSV", "\ufeff"],
    ["JSON", "{"],
    ["調書", "<!doctype html>"],
  ])("an export as %s arrives as a file", async (name, begins) => {
    const { page } = alice;
    await goOn(page, "#/exports");
    const arriving = page.waitForEvent("download");
    await page.click(`main button >> text=${name}`);
    const download = await arriving;

    const content = await readFile(await download.path());
    expect(content.toString("utf8").startsWith(begins)).toBe(true);
    expect(await page.textContent(".done")).toContain(download.suggestedFilename());
  });

  test("what could become one is told with what would be lost and whom it would touch", async () => {
    const { page } = alice;
    await goOn(page, "#/candidates?across=true");
    const card = await page.innerText(".card >> nth=0");

    for (const name of ["施策", "すべてに共通", "失われうるもの", "合わせた予算", "使っているクライアント"])
      expect(card).toContain(name);
    expect(card).not.toMatch(/[A-Z]{4,}_/);
  });

  test("findings, gaps and the trail are there too", async () => {
    const { page } = alice;
    await goOn(page, "#/gaps");
    const [gapCount] = (await page.innerText(".lead")).match(/\d+/) ?? [];
    expect(await page.locator(".coverage .gap").count()).toBe(Number(gapCount));
    await goOn(page, "#/findings?kind=GAP");
    await page.click(".card a >> nth=0");
    await page.waitForSelector("#verdict");
    expect(await page.locator("#class").count()).toBe(0);
    await goOn(page, "#/trail");

    expect(await page.innerText("main")).toContain("DECISION_RELEASED");
    expectClean(alice);
  });
});

journeys("a page of the console", () => {
  /** Every page of the console, in the states that differ. */
  async function lookAtAll({ page }: Visit, look: (name: string) => Promise<unknown>): Promise<void> {
    await page.goto(`${hub.url}/console`);
    await settled(page);
    await look("sign-in");
    await enter(page, hub.url, await tokenOf("alice", "auditor"));
    await page.click("#plan button");
    await page.waitForSelector(".failure");
    await look("a form with errors");
    await page.fill("#name", "奨学金返還支援事業");
    await page.selectOption("#department", "welfare");
    await page.click("#plan button");
    await page.waitForSelector("#result .card");
    await look("what is like a plan");
    for (const address of [
      "overlap",
      "pairs",
      "candidates",
      "findings",
      "gaps",
      "follow-up",
      "exports",
      "trail",
      "nothing",
    ]) {
      await goOn(page, `#/${address}`);
      await look(address);
    }
    for (const [list, link] of Object.entries({ pairs: "a.sides", decisions: ".card a" })) {
      await goOn(page, `#/${list}`);
      await goOn(page, (await page.getAttribute(`${link} >> nth=0`, "href")) ?? "");
      await look(`one of ${list}`);
    }
  }

  test("keeps nobody from using it, as far as a machine can tell", async () => {
    const reader = await visit(browser);
    const faults: Record<string, readonly string[]> = {};

    await lookAtAll(reader, async (name) => {
      faults[name] = await accessibilityFaults(reader.page);
    });

    expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
    expectClean(reader);
  }, 60_000);

  test("is no wider than a phone", async () => {
    const reader = await visit(browser, { locale: "en-GB", width: 390 });
    const widths: Record<string, unknown> = {};

    await lookAtAll(reader, async (name) => {
      widths[name] = await reader.page.evaluate("document.documentElement.scrollWidth");
    });

    expect(Object.entries(widths).filter(([, width]) => width !== 390)).toEqual([]);
    expectClean(reader);
  }, 60_000);
});
