import { beforeAll, expect, test } from "@jest/globals";
import type { Response } from "playwright-core";
import type { Json } from "../../support/ask.ts";
import { goOn, settled, type Visit } from "../../support/console-page.ts";
import { alice, bob, journeys, openConsoleHouse } from "./console-house.ts";

const house = openConsoleHouse();

journeys("an auditor who labels pairs blindly", () => {
  let auditor: Visit;
  let sample: string;

  beforeAll(async () => {
    auditor = await house.receive(alice, "#/labelling");
  });

  const progress = () => auditor.page.innerText(".progress");

  test("has no sample at first, and is told what cannot be drawn", async () => {
    const { page } = auditor;
    const before = await page.innerText("main");
    await page.fill("#size", "51");
    await page.fill("#seed", "種");
    await page.click("main form button");
    await page.waitForSelector(".failure");

    expect(before).toContain("まだありません");
    expect(await page.locator(".failure li").allTextContents()).toEqual([
      expect.stringContaining("1 から 50"),
      expect.stringContaining("乱数シードは"),
    ]);
  });

  test("draws pairs with a seed that is shown and kept", async () => {
    const { page } = auditor;
    await page.fill("#size", "６");
    await page.fill("#controlPercent", "50");
    await page.fill("#seed", "2026");
    await page.click("main form button");
    await page.waitForURL(/#\/label\?id=/);
    await settled(page);
    sample = new URL(page.url()).hash;

    const { labellings } = await house.asAlice("{ labellings { seed size controlPercent snapshot { isKept } } }");
    expect(labellings).toEqual([{ seed: 2026, size: 6, controlPercent: 50, snapshot: { isKept: true } }]);
    expect(await page.innerText("main")).toContain("乱数シード 2026");
    expect(await progress()).toContain("6 組のうち 0 組");
    expect(await page.locator(".two > section").count()).toBe(2);
  });

  test("gets nothing that tells a score, neither on the page nor in any answer to it", async () => {
    const { page } = auditor;
    const answers: Promise<Json>[] = [];
    const listen = (response: Response) => {
      if (response.url().endsWith("/graphql")) answers.push(response.json());
    };
    page.on("response", listen);
    await goOn(page, "#/labelling");
    await goOn(page, sample);
    await page.click(".answers button >> nth=1");
    await page.waitForSelector("h2 >> text=組 2");
    page.off("response", listen);

    const names = new Set((await Promise.all(answers)).flatMap(({ data }) => namesIn(data)));
    expect([...names].filter((name) => !harmless.has(name))).toEqual([]);
    expect(names).toContain("summary");
    expect(await page.locator("main .tag, main .weight, main svg, main meter").count()).toBe(0);
    expect(await page.innerText("main")).not.toMatch(/ビット|スコア|確率|重複|類似|分散/);
  });

  test("answers by keyboard alone, from one pair to the next, and hears what was taken", async () => {
    const { page } = auditor;
    expect(await page.evaluate("document.activeElement.textContent")).toBe("組 2 / 6");
    await page.keyboard.press("1");
    await page.waitForSelector("h2:focus >> text=組 3");
    const heard = await page.textContent("#status");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForSelector("h2:focus >> text=組 4");

    expect(heard).toBe("組 2: 似ている");
    expect(await page.textContent("#status")).toBe("組 3: 決められない");
    expect(await progress()).toContain("3 組");
  });

  test("answers nothing by a digit that is pressed elsewhere", async () => {
    const { page } = auditor;
    await page.focus("#language");
    await page.keyboard.press("1");
    await page.keyboard.press("Control+2");

    expect((await house.asAlice("{ labellings { judged } }")).labellings).toEqual([{ judged: 3 }]);
  });

  test("answers no pair twice by typing faster than the next is shown", async () => {
    const { page } = auditor;
    const { promise: pressedTwice, resolve: showNext } = Promise.withResolvers<void>();
    await page.route("**/graphql", async (route) => {
      if (route.request().postData()?.includes("ConsoleLabelling(")) await pressedTwice;
      await route.continue();
    });
    await page.focus("#pair");
    await page.keyboard.press("1");
    await page.waitForSelector("#status >> text=組 4: 似ている", { state: "attached" });
    await page.keyboard.press("2");
    showNext();
    await page.waitForSelector("h2:focus >> text=組 5");
    await page.unroute("**/graphql");

    const { labellings } = await house.asAlice("{ labellings { pairs { number judgement } } }");
    expect(labellings[0].pairs[3]).toEqual({ number: 4, judgement: "ALIKE" });
  });

  test("stops, and goes on later where nothing was said yet, on another machine too", async () => {
    const later = await house.receive(alice, "#/labelling", { width: 360 });
    const { page } = later;
    expect(await page.innerText(".card")).toContain("6 組のうち 4 組");
    await page.click(".card >> text=続ける");
    await page.waitForSelector("h2 >> text=組 5");

    expect(await page.locator(".numbers .judged").count()).toBe(4);
    house.expectClean(later);
  });

  test("takes an answer back by giving another, and comes to the end", async () => {
    const { page } = auditor;
    await goOn(page, `${sample}&pair=1`);
    expect(await page.getAttribute(".answers button >> nth=1", "aria-pressed")).toBe("true");
    await page.click(".answers button >> nth=0");
    for (const number of [5, 6]) {
      await page.waitForSelector(`h2 >> text=組 ${number}`);
      await page.keyboard.press("2");
    }
    await page.waitForSelector(".done:focus");

    expect(await page.innerText(".done")).toContain("6 組すべて");
    const { calibration } = await house.asAlice("{ calibration { labels alike unsure } }");
    expect(calibration).toEqual({ labels: 5, alike: 3, unsure: 1 });
    house.expectClean(auditor);
  });

  test("is told where an answer was not taken, and gives it again", async () => {
    const cut = await house.receive(alice, `${sample}&pair=6`);
    const { page } = cut;
    await page.context().setOffline(true);
    await page.click(".answers button >> nth=2");
    await page.waitForSelector(".failure[role=alert]");
    const told = await page.innerText(".failure");
    await page.context().setOffline(false);
    await page.click(".answers button >> nth=2");
    await page.waitForSelector(".done:focus");

    expect(told).toContain("ハブに接続できません");
    const { labellings } = await house.asAlice("{ labellings { pairs { judgement } } }");
    expect(labellings[0].pairs.at(-1)).toEqual({ judgement: "UNSURE" });
  });

  test("shows a sample to nobody else, nor that there is one", async () => {
    const other = await house.receive(bob, sample, { locale: "en-GB" });

    expect(await other.page.innerText("main")).toContain("you did not draw it");
    await goOn(other.page, "#/labelling");
    expect(await other.page.innerText("main")).toContain("There is none yet");
    house.expectClean(other);
  });
});

function namesIn(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)]);
}

/** What a measure says of itself, which sample it is, and what the auditor said. */
const harmless = new Set(
  `labellings labelling labelPair problems id drawnAt seed controlPercent size judged snapshot pairs pair number judgement a b
  name ja en department ownerUnit purpose issue summary pillar instrument targetGroups areas startFiscalYear endFiscalYear`.split(
    /\s+/,
  ),
);
