import { beforeAll, expect, test } from "@jest/globals";
import { accessibilityFaults } from "../../support/accessibility.ts";
import { enter, goOn, settled, type Visit } from "../../support/console-page.ts";
import { alice, journeys, openConsoleHouse } from "./console-house.ts";

const house = openConsoleHouse();

const label = `mutation ($id: ID!, $number: Int!, $judgement: PairJudgement!) {
  labelPair(labelling: $id, number: $number, judgement: $judgement) { problems { code } }
}`;
const draw = "mutation { drawLabelling(size: 50) { labelling { id pairs { number } } } }";
const propose = `mutation ($id: ID!) {
  proposeDecision(input: { findingId: $id, verdict: DISMISSED, reason: "対象が違う" }) { decision { id } }
}`;

journeys("a page of the console", () => {
  beforeAll(async () => {
    const { overlapMatrix } = await house.asAlice("{ overlapMatrix { pairs(first: 1) { id } } }");
    await house.asAlice(propose, overlapMatrix.pairs[0]);
    const { id, pairs } = (await house.asAlice(draw)).drawLabelling.labelling;
    for (const { number } of pairs)
      await house.asAlice(label, { id, number, judgement: number % 2 ? "ALIKE" : "NOT_ALIKE" });
    await house.asAlice("mutation { drawLabelling(size: 2) { problems { code } } }");
  });

  /** Every page of the console, in the states that differ. */
  async function lookAtAll({ page }: Visit, look: (name: string) => Promise<unknown>): Promise<void> {
    await page.goto(`${house.url}/console`);
    await settled(page);
    await look("sign-in");
    await enter(page, house.url, await house.tokenOf(...alice));
    await page.click("#plan button");
    await page.waitForSelector(".failure");
    await look("a form with errors");
    await page.fill("#name", "奨学金返還支援事業");
    await page.click("#plan button");
    await page.waitForSelector("#result .card");
    await look("what is like a plan");
    for (const address of [
      "search",
      "search?q=きょういく",
      "search?q=量子コンピューター",
      "overlap",
      "pairs",
      "families",
      "saved-checks",
      "candidates",
      "findings",
      "gaps",
      "follow-up",
      "labelling",
      "calibration",
      "snapshots",
      "overlap?asOf=2020-04-01T00:00:00.000Z",
      "overlap?snapshot=nix",
      "exports",
      "trail",
      "nothing",
    ]) {
      await goOn(page, `#/${address}`);
      await look(address);
    }
    for (const [list, link] of Object.entries({
      pairs: "a.sides",
      decisions: ".card a",
      labelling: ".card a.button",
      snapshots: ".card h3 a",
    })) {
      await goOn(page, `#/${list}`);
      await goOn(page, (await page.getAttribute(`${link} >> nth=0`, "href")) ?? "");
      await look(`one of ${list}`);
    }
    await goOn(page, "#/snapshots");
    await page.click("summary >> nth=0");
    await page.click("main form button >> nth=0");
    await page.waitForSelector("dialog[open]");
    await look("a question before something is kept");
    await page.keyboard.press("Escape");
    await goOn(page, "#/pairs");
    await goOn(page, (await page.getAttribute("a.sides >> nth=1", "href")) ?? "");
    await page.click("#add-option");
    await page.click("form:has(#verdict) [type=submit]");
    await page.waitForSelector(".failure");
    await look("a proposal with errors");
  }

  test.each([
    ["in light colours", {}],
    ["in dark colours", { colorScheme: "dark" }],
    ["in colours that the person has chosen for all pages", { forcedColors: "active", colorScheme: "dark" }],
    ["enlarged to 200 %", { width: 640 }],
    ["on a phone, in English", { width: 360, locale: "en-GB" }],
  ] as const)(
    "%s keeps nobody from using it, as far as a machine can tell, and is no wider than the screen",
    async (_, visitor) => {
      const reader = await house.arrive(visitor);
      const width = reader.page.viewportSize()?.width;
      const faults: Record<string, readonly string[]> = {};
      const widths: Record<string, unknown> = {};

      await lookAtAll(reader, async (name) => {
        faults[name] = await accessibilityFaults(reader.page);
        widths[name] = await reader.page.evaluate("document.documentElement.scrollWidth");
      });

      expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
      expect(Object.entries(widths).filter(([, each]) => each !== width)).toEqual([]);
      house.expectClean(reader);
    },
    400_000,
  );
});
