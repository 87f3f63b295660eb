/** A person's browser at the console: what it asked for, what it complained of, and the few things that they do there. */
import type { Browser, BrowserContext, Page } from "playwright-core";

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Addresses that were asked for. */
  readonly requested: readonly string[];
  /** What the browser complained of: faults of scripts, and what the content security policy has blocked. */
  readonly complaints: readonly string[];
}

export interface Visitor {
  readonly locale?: string;
  readonly width?: number;
  readonly colorScheme?: "light" | "dark";
  readonly forcedColors?: "active" | "none";
}

export async function visit(
  browser: Browser,
  { locale = "ja-JP", width = 1280, ...colors }: Visitor = {},
): Promise<Visit> {
  const viewport = { width, height: 800 };
  const context = await browser.newContext({ locale, viewport, acceptDownloads: true, ...colors });
  const page = await context.newPage();
  const requested: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requested.push(request.url()));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  // A net for what never comes, not a promise: the machine may be busy.
  page.setDefaultTimeout(90_000);
  return { page, context, requested, complaints };
}

/** Opens the console with a token for development, at an address of it. */
export async function enter(page: Page, hub: string, token: string, address = "#/check"): Promise<void> {
  await page.goto(`${hub}/console${address}`);
  await page.fill("#token", token);
  await page.click("main form button");
  await page.waitForSelector(".person .who");
  await settled(page);
}

/** Goes on to another page of the console, as by a link. */
export async function goOn(page: Page, address: string): Promise<void> {
  const { href, hash } = new URL(address, page.url());
  // A page that keeps where one was in its history is reported as an arrival too, still at the address before.
  await page.goto(href);
  await settled(page, hash);
}

/** Resolves when the page shows what its address names. */
export async function settled(page: Page, hash?: string): Promise<void> {
  // The page knows of a change of its address before `page.url()` does.
  const address = hash ?? (await page.evaluate<string>("location.hash"));
  await page.waitForSelector(`main[data-address=${JSON.stringify(address)}]:not([aria-busy]) h1`);
}
