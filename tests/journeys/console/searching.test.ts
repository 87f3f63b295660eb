import { beforeAll, expect, test } from "@jest/globals";
import { goOn, type Visit } from "../../support/console-page.ts";
import { hana, journeys, openConsoleHouse } from "./console-house.ts";

const house = openConsoleHouse();

journeys("an officer who looks for measures", () => {
  let officer: Visit;

  beforeAll(async () => {
    officer = await house.receive(hana);
  });

  test("finds them by words as one types them, and reads what led to each", async () => {
    const { page } = officer;
    await goOn(page, "#/search");
    await page.fill("#q", "しょうがくきん");
    await page.click("#search button");
    await page.waitForSelector("main .card");

    const reasons = await page.locator("main .reasons").allTextContents();
    const marked = await page.locator("main .card mark").allTextContents();

    expect(reasons.join()).toContain("（読み）");
    expect(marked.join()).toContain("奨学");
  });

  test("is told where nothing is found, and shown what is near", async () => {
    const { page } = officer;
    await goOn(page, "#/search?q=量子コンピューター");

    const said = await page.innerText("main");

    expect(said).toContain("見つかりません");
  });
});
