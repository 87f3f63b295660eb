import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { accessibilityFaults } from "../support/accessibility.ts";
import { browserIsHere, openBrowser } from "../support/browser.ts";
import { type Served, startEmbedded } from "../support/hub-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

(browserIsHere ? describe : describe.skip)("a person who opens /graphql in a browser", () => {
  let hub: Served;
  let page: Page;
  const requested: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    hub = await startEmbedded({ JINKATSU_DATA: temporaryFolder() });
    page = await (await openBrowser()).newPage({ viewport: { width: 1280, height: 800 }, locale: "ja-JP" });
    page.on("request", (request) => requested.push(request.url()));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(`${hub.url}/graphql`);
  }, 400_000);

  test("gets GraphiQL with a question to begin with", async () => {
    await page.waitForSelector(".graphiql-query-editor .CodeMirror-line, .graphiql-query-editor .view-line");

    expect(await page.title()).toContain("人活ハブ");
    expect(await page.textContent(".graphiql-query-editor")).toContain("PERSONS_WITH_DISABILITIES");
  });

  test("runs it and reads Japanese answers from the departments", async () => {
    await page.click(".graphiql-execute-button");
    await page.waitForSelector('.result-window:has-text("totalCount")');
    await page.screenshot({ path: path.join(tmpdir(), "jinkatsu-graphiql.png") });

    const result = await page.textContent(".result-window");
    expect(result).toMatch(/障害/);
    expect(result).not.toContain('"errors"');
  });

  test("finds the documentation of the schema, in Japanese", async () => {
    await page.click('button[aria-label*="Documentation"]');
    await page.waitForSelector(".graphiql-doc-explorer-content");
    await page.click('.graphiql-doc-explorer-content a:has-text("Query")');

    expect(await page.textContent(".graphiql-doc-explorer-content")).toMatch(/施策/);
  });

  test.each(["light", "dark"] as const)(
    "is kept from nothing in %s colours, as far as a machine can tell",
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });

      expect(await accessibilityFaults(page)).toEqual([]);
    },
  );

  test("has asked nobody but the hub, and nothing complained", () => {
    const elsewhere = requested.filter((url) => !url.startsWith(`${hub.url}/`) && !url.startsWith("data:"));

    expect(requested.length).toBeGreaterThan(5);
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
