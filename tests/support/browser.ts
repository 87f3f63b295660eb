/** A browser without a screen, for what a person sees; closed after the test file. */
import { existsSync } from "node:fs";
import { afterAll } from "@jest/globals";
import { type Browser, chromium } from "playwright-core";

const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

/** Where there is none, tests of pages are shown as skipped, never in CI. */
export const browserIsHere = executablePath !== undefined;

if (!browserIsHere && process.env["CI"]) throw new Error("There is no Chromium: apt-get install chromium");

const opened: Browser[] = [];

afterAll(async () => {
  await Promise.all(opened.map((browser) => browser.close()));
});

export async function openBrowser(): Promise<Browser> {
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
  });
  opened.push(browser);
  return browser;
}
