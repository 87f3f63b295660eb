import { once } from "node:events";
import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { ask } from "../support/ask.ts";
import { browserIsHere, openBrowser } from "../support/browser.ts";
import { goOn, settled, type Visit, visit } from "../support/console-page.ts";
import { freePort } from "../support/free-port.ts";
import { type Environment, eventually, type Served, startAlone } from "../support/hub-process.ts";
import { audience } from "../support/issuer.ts";
import { clientId, type OidcProvider, startOidcProvider } from "../support/oidc-provider.ts";
import { send } from "../support/raw-http.ts";
import { serveSubgraphs } from "../support/subgraph-servers.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

let provider: OidcProvider;
let subgraphs: Environment;
let browser: Browser;
let foreignPort: number;

const foreign = createServer((_, response) => response.setHeader("content-type", "text/html").end("<h1>foreign</h1>"));

beforeAll(async () => {
  if (!browserIsHere) return;
  provider = await startOidcProvider();
  subgraphs = await serveSubgraphs();
  browser = await openBrowser();
  foreignPort = await freePort();
  await once(foreign.listen(foreignPort, "127.0.0.1"), "listening");
}, 400_000);

afterAll(() => void foreign.close());

/** In production, behind a name that is another site than the provider's address. */
async function start(workers: string): Promise<{ hub: Served; publicUrl: string }> {
  const port = await freePort();
  const publicUrl = `http://localhost:${port}`;
  const login = { issuer: provider.url, clientId, publicUrl, sessionSecret: "s".repeat(32) };
  const hub = await startAlone({
    ...subgraphs,
    JINKATSU_MODE: "production",
    JINKATSU_SUBGRAPH_NETWORKS: "loopback",
    JINKATSU_PORT: String(port),
    JINKATSU_WORKERS: workers,
    JINKATSU_DATA: temporaryFolder(),
    JINKATSU_LOGIN: JSON.stringify(login),
    JINKATSU_ISSUERS: JSON.stringify([
      { ...provider.setting, audience: [audience, clientId], roles: ["auditor", "member"] },
    ]),
  });
  const isReady = () => send(hub.url, { method: "GET", path: "/health/ready" }).then(({ status }) => status === 200);
  await eventually(isReady, (ready) => ready);
  return { hub, publicUrl };
}

const journeys = browserIsHere ? describe : describe.skip;

journeys.each([
  ["one process", "1"],
  ["two workers", "2"],
])("somebody who signs in with a browser at a hub of %s", (_, workers) => {
  let hub: Served;
  let publicUrl: string;
  let person: Visit;
  let page: Page;

  beforeAll(async () => {
    ({ hub, publicUrl } = await start(workers));
    person = await visit(browser);
    page = person.page;
  }, 400_000);

  afterAll(async () => {
    await hub.stop("SIGKILL");
  });

  const sessionCookie = async () => (await person.context.cookies()).find(({ name }) => name === "jinkatsu-session");

  const ownSession = () =>
    page.evaluate("fetch('/session').then((answer) => answer.json())") as Promise<{ csrfToken: string }>;

  const fetched = (where: Page, url: string, options: object) =>
    where.evaluate(
      ([to, how]) =>
        fetch(String(to), Object(how)).then(
          ({ type, status }) => `${type} ${status}`,
          (error) => error.name,
        ),
      [url, options] as const,
    );

  const snapshots = async () => {
    const headers = { authorization: `Bearer ${await provider.token()}` };
    return (await ask(hub.url, "{ auditSnapshots { id } }", {}, headers)).data.auditSnapshots.length;
  };

  test("is led to the provider and back to where they wanted to be, and the console says who they are", async () => {
    await page.goto(`${publicUrl}/console#/overlap`);
    await page.click("main a.button");
    await page.waitForSelector("a.cell");

    expect(page.url()).toBe(`${publicUrl}/console#/overlap`);
    expect(await page.innerText(".who")).toContain("監査担当");
    expect(person.requested.some((url) => url.startsWith(`${provider.url}/authorize`))).toBe(true);
    expect(await sessionCookie()).toMatchObject({ httpOnly: true, sameSite: "Strict", domain: "localhost" });
    expect(await page.evaluate("document.cookie + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")).toBe(
      "{}{}",
    );
  });

  test("asks and changes with the session, also after a reload, whichever process answers", async () => {
    await page.reload();
    await page.waitForSelector("a.cell");
    const { csrfToken } = await ownSession();
    const question = {
      method: "POST",
      headers: { "content-type": "application/json", "x-jinkatsu-csrf": csrfToken },
      body: JSON.stringify({ query: "{ overlapMatrix { pairCount } }" }),
    };
    const many = await Promise.all(Array.from({ length: 12 }, () => fetched(page, "/graphql", question)));
    await page.goto(`${publicUrl}/console#/check`);
    await page.waitForSelector("#plan");
    await page.fill("#name", "奨学金返還支援事業");
    await page.click("#plan button");
    await page.waitForSelector("#result .card");

    expect(new Set(many)).toEqual(new Set(["basic 200"]));
    expect(await page.innerText("#result h2")).toContain("件あります");
  });

  test.each([
    ["another site", () => `http://127.0.0.1:${foreignPort}`],
    ["another origin of the same site", () => `http://localhost:${foreignPort}`],
  ])("is not spoken for by a page of %s, even one that knows the word of the session", async (_, origin) => {
    const before = await snapshots();
    const { csrfToken } = await ownSession();
    const evil = await person.context.newPage();
    await evil.goto(origin());
    const mutation = JSON.stringify({ query: "mutation { takeSnapshot { snapshot { id } } }" });
    const asked = { method: "POST", credentials: "include", body: mutation };
    const json = { "content-type": "application/json", "x-jinkatsu-csrf": csrfToken };

    const outcomes = [
      await fetched(evil, `${publicUrl}/graphql`, { ...asked, headers: json }),
      await fetched(evil, `${publicUrl}/graphql`, { ...asked, mode: "no-cors" }),
      await fetched(evil, `${publicUrl}/session`, { credentials: "include" }),
      await fetched(evil, `${publicUrl}/session/logout`, { ...asked, headers: json }),
    ];
    await evil.setContent(`<form method="post" enctype="text/plain" action="${publicUrl}/graphql"><input name='${mutation.slice(0, -1)},"x":"' value='"}'><button>go</button></form>
      <iframe src="${publicUrl}/console"></iframe>`);
    await evil.waitForTimeout(200);
    const framed = await evil.frames()[1]?.locator("#frame").count();
    await evil.click("button");
    await evil.waitForURL(`${publicUrl}/graphql`);

    expect(outcomes).toEqual(Array(4).fill("TypeError"));
    expect(framed).toBe(0);
    expect(JSON.parse(await evil.innerText("body"))).toMatchObject({ errors: [expect.anything()] });
    expect(await snapshots()).toBe(before);
    expect(await sessionCookie()).toBeDefined();
    await evil.close();
  });

  test("signs out: the cookie is gone, and the word of the session is worth nothing", async () => {
    const { csrfToken } = await ownSession();
    await page.click(".person >> text=ログアウト");
    await page.waitForURL(`${provider.url}/end**`);
    await page.goto(`${publicUrl}/console`);
    await settled(page);
    const question = {
      method: "POST",
      headers: { "content-type": "application/json", "x-jinkatsu-csrf": csrfToken },
      body: "{}",
    };

    expect(await page.textContent("h1")).toBe("ログイン");
    expect(await sessionCookie()).toBeUndefined();
    expect(await fetched(page, "/graphql", question)).toBe("basic 401");
    expect(person.complaints.filter((each) => !each.includes("401"))).toEqual([]);
  });

  test("is told when the session is over, signs in again, and is on the same page with what they had typed", async () => {
    await page.click("main a.button");
    await page.waitForSelector("#plan");
    await goOn(page, "#/pairs");
    await goOn(page, (await page.getAttribute("a.sides >> nth=0", "href")) ?? "");
    const address = page.url();
    await page.fill("#reason", "対象が違う");
    await page.click("#add-option");
    await page.selectOption("#option-2-kind", "MERGE");
    await page.fill("#option-2-text", "窓口を一つにする");
    await person.context.clearCookies();
    await page.check("[name=verdict][value=DISMISSED]");
    await page.click("form:has(#verdict) [type=submit]");
    const told = await page.innerText(".failure");
    await page.click(".failure a");
    await page.waitForURL(address);
    await settled(page);

    expect(told).toContain("SESSION_OVER");
    expect(await page.innerText(".who")).toContain("監査担当");
    expect(await page.inputValue("#reason")).toBe("対象が違う");
    expect(await page.inputValue("#option-2-text")).toBe("窓口を一つにする");
    expect(await page.isChecked("[name=verdict][value=DISMISSED]")).toBe(true);
    expect(await page.evaluate("JSON.stringify(sessionStorage)")).toBe("{}");
  });

  test("shows a draft to nobody else who signs in at the same page", async () => {
    await page.fill("#reason", "ほかの人には見せない");
    await person.context.clearCookies();
    provider.claims = { sub: "somebody else" };
    await page.click("form:has(#verdict) [type=submit]");
    await page.click(".failure a");
    await page.waitForSelector("#reason");
    await settled(page);
    provider.claims = {};

    expect(await page.inputValue("#reason")).toBe("");
    expect(await page.evaluate("JSON.stringify(sessionStorage)")).toBe("{}");
  });

  test("stays signed in beyond the end of a token, where the provider renews it", async () => {
    const seconds = (count: number) => ({ exp: Math.floor(Date.now() / 1_000) + count });
    await person.context.clearCookies();
    Object.assign(provider, { claims: seconds(12), givesRefreshTokens: true });
    await page.goto(`${publicUrl}/session/login?returnTo=${encodeURIComponent("/console#/decisions")}`);
    await settled(page);
    const { endsAt } = (await ownSession()) as unknown as { endsAt: string };
    provider.claims = {};
    await page.waitForTimeout(Date.parse(endsAt) - Date.now() + 1_000);
    await goOn(page, "#/overlap");

    expect(provider.renewals()).toBeGreaterThan(0);
    expect(await page.locator("a.cell").count()).toBeGreaterThan(0);
    provider.givesRefreshTokens = false;
  });

  test("is warned before the end where nothing renews it, and loses nothing by signing in again at once", async () => {
    await person.context.clearCookies();
    provider.claims = { exp: Math.floor(Date.now() / 1_000) + 20 };
    await page.goto(`${publicUrl}/session/login?returnTo=${encodeURIComponent("/console#/search")}`);
    await settled(page);
    await goOn(page, "#/check");
    await page.fill("#name", "まだ途中の計画");
    await page.waitForSelector("#session a");
    const warning = await page.innerText("#session");
    provider.claims = {};
    await page.click("#session a");
    await page.waitForURL(`${publicUrl}/console#/check`);
    await settled(page);

    expect(warning).toMatch(/ログインは \d{1,2}:\d{2} に終わります/);
    expect(await page.inputValue("#name")).toBe("まだ途中の計画");
    expect(await page.locator("#session a").count()).toBe(0);
  });

  test("has a page when the provider sends them back without having signed in", async () => {
    await page.goto(`${publicUrl}/session/callback?error=access_denied&state=x`);

    expect(await page.innerText("h1")).toBe("ログインできませんでした");
    await page.click("text=もう一度ログインする");
    await page.waitForURL(`${publicUrl}/console**`);
  });
});
