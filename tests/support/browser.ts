/** A browser without a screen, for what a person sees; closed after the test file. */
import { afterAll } from "@jest/globals";
import { type Browser, chromium } from "playwright-core";
import { describeMissing, findProgram } from "../setup/programs.ts";

const executablePath = findProgram("browser");

/** Where there is none, tests of pages are shown as skipped, never in CI. */
export const browserIsHere = executablePath !== undefined;

if (!browserIsHere && process.env["CI"]) throw new Error(describeMissing("browser"));

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
