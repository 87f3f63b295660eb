import { appendFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import type { Issuer as TrustedIssuer } from "../../../gateway/access/issuers.ts";
import { parseLogin } from "../../../gateway/access/session/login-settings.ts";
import type { Hub } from "../../../gateway/hub.ts";
import { CookieBrowser } from "../../support/cookie-browser.ts";
import { audience } from "../../support/issuer.ts";
import { clientId, type OidcProvider, startOidcProvider } from "../../support/oidc-provider.ts";
import type { RawResponse } from "../../support/raw-http.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { serveHub, subgraphOf } from "../../support/test-hub.ts";

const notes = subgraphOf(
  "notes",
  `type Query { note: String @policy(policies: [["audit"]]) }
   type Mutation { write: String }`,
  { Query: { note: () => "for auditors" }, Mutation: { write: () => "written" } },
);

/** Where browsers find the hub: a proxy's address, that the hub itself never asks. */
const publicUrl = "http://127.0.0.1:9";
const sessionSecret = "s".repeat(32);

let provider: OidcProvider;
/** Two replicas behind one address. */
let hubs: readonly Hub[];
let dataFolder: string;

beforeAll(async () => {
  provider = await startOidcProvider();
  hubs = await Promise.all([start({}), start({})]);
  dataFolder = temporaryFolder();
});

beforeEach(() => {
  provider.claims = {};
  provider.givesHubTokens = false;
  provider.givesRefreshTokens = false;
});

async function start(more: object, folder = temporaryFolder()): Promise<Hub> {
  const login = parseLogin(JSON.stringify({ issuer: provider.url, clientId, publicUrl, sessionSecret, ...more }));
  if (!login) throw new TypeError("the setting is not taken");
  const roles = ["auditor", "member"];
  const issuers = [
    { ...provider.setting, audience: [audience, clientId], roles, scopes: "all" },
  ] as unknown as TrustedIssuer[];
  return serveHub([notes], { mode: "production", issuers, login, dataFolder: folder });
}

class Browser extends CookieBrowser {
  constructor() {
    super(() => hubs);
  }
}

const ownPage = { origin: publicUrl, "sec-fetch-site": "same-origin" };
const codeIn = ({ status, body }: RawResponse) => [status, JSON.parse(body).errors?.[0].extensions.code];

const foreign = {
  "another site": { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  "another host of the same site": { origin: "http://other.127.0.0.1:9", "sec-fetch-site": "same-site" },
  "another site that hides": { origin: "null", "sec-fetch-site": "cross-site" },
  "an old browser's other site": { origin: "https://evil.example" },
  "nobody knows where": {},
  "an address that was typed": { "sec-fetch-site": "none" },
};

async function signedIn(at = hubs) {
  const browser = new Browser();
  await browser.signIn(at);
  const { csrfToken } = await browser.who(at[0]);
  return { browser, proof: { ...ownPage, "x-jinkatsu-csrf": String(csrfToken) } };
}

describe("signing in", () => {
  test("begins at the provider with a state, a nonce and a challenge, all new each time", async () => {
    const asked = async () => new URL(String((await new Browser().get(hubs[0], "/session/login")).headers.location));
    const [one, other] = [await asked(), await asked()];

    expect(one.origin).toBe(provider.url);
    expect(Object.fromEntries(one.searchParams)).toMatchObject({
      response_type: "code",
      client_id: clientId,
      redirect_uri: `${publicUrl}/session/callback`,
      code_challenge_method: "S256",
    });
    for (const name of ["state", "nonce", "code_challenge"]) {
      expect(one.searchParams.get(name)?.length).toBeGreaterThan(30);
      expect(one.searchParams.get(name)).not.toBe(other.searchParams.get(name));
    }
  });

  test("ends where it was meant to, on any replica, with who one is", async () => {
    provider.claims = { roles: ["member"], department: "welfare" };
    const browser = new Browser();

    const { status, headers } = await browser.signIn();

    expect([status, headers.location]).toEqual([303, "/console"]);
    for (const hub of hubs)
      expect(await browser.who(hub)).toMatchObject({ isSignedIn: true, roles: ["member"], department: "welfare" });
  });

  test("leaves a cookie that no script reads and no other site sends, and that shows nothing", async () => {
    const browser = new Browser();
    await browser.signIn();

    const line = browser.setCookies.find((each) => each.startsWith("jinkatsu-session=")) ?? "";

    expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
    expect(Buffer.from(line.split(/[=;]/)[1]?.split(".")[3] ?? "", "base64url").toString()).not.toContain("hanako");
    expect([...browser.cookies.keys()]).toEqual(["jinkatsu-session"]);
  });

  test("has cookies only for TLS and for one host where the hub has TLS", async () => {
    const hub = await start({ publicUrl: "https://hub.example.jp" });
    const browser = new Browser();
    await browser.get(hub, "/session/login");

    expect(browser.setCookies).toEqual([
      expect.stringMatching(/^__Host-jinkatsu-login=.*; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/),
    ]);
  });

  test("makes a session of what says who signed in, which no header can show", async () => {
    const { browser, proof } = await signedIn();
    const shown = await provider.token({ aud: clientId, nonce: "n", ...provider.claims });

    const inSession = await browser.ask("{ note }", proof);
    const inHeader = await new Browser().ask("{ note }", { authorization: `Bearer ${shown}` });

    expect(JSON.parse(inSession.body).data).toEqual({ note: "for auditors" });
    expect([inHeader.status, JSON.parse(inHeader.body).errors[0].extensions.code]).toEqual([401, "TOKEN_INVALID"]);
  });

  test("takes the access token where it is one for the hub", async () => {
    provider.givesHubTokens = true;
    const { browser, proof } = await signedIn();

    expect(JSON.parse((await browser.ask("{ note }", proof)).body).data).toEqual({ note: "for auditors" });
  });

  test.each([
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/a\r\nset-cookie: x=y",
    "javascript:alert(1)",
  ])("does not lead to %j", async (returnTo) => {
    expect((await new Browser().signIn(hubs, returnTo)).headers.location).toBe("/");
  });

  const wrong: readonly (readonly [string, (browser: Browser, back: URL) => unknown])[] = [
    ["another browser", (browser) => browser.cookies.clear()],
    ["another state", (_, back) => back.searchParams.set("state", "x")],
    ["no state", (_, back) => back.searchParams.delete("state")],
    ["a code of one's own making", (_, back) => back.searchParams.set("code", "x")],
    ["an error of the provider", (_, back) => back.searchParams.set("error", "access_denied")],
    ["a cookie that is changed", (browser) => browser.cookies.set("jinkatsu-login", "a.b.c.d.e")],
    ["a nonce of another attempt", () => Object.assign(provider, { claims: { nonce: "x" } })],
    ["a token without a role", () => Object.assign(provider, { claims: { roles: [] } })],
    [
      "a token for a role that its issuer may not give",
      () => Object.assign(provider, { claims: { roles: ["operator"] } }),
    ],
  ];

  test.each(wrong)("with %s does not succeed", async (_, spoil) => {
    const browser = new Browser();
    const sent = await browser.get(hubs[0], "/session/login");
    const back = new URL(await browser.consent(String(sent.headers.location)));
    spoil(browser, back);

    const { status } = await browser.get(hubs[1], back.pathname + back.search);

    expect([400, 401]).toContain(status);
    expect(browser.cookies.has("jinkatsu-session")).toBe(false);
  });

  test("cannot be finished twice with one answer of the provider", async () => {
    const browser = new Browser();
    const sent = await browser.get(hubs[0], "/session/login");
    const kept = new Map(browser.cookies);
    const back = new URL(await browser.consent(String(sent.headers.location)));
    expect((await browser.get(hubs[0], back.pathname + back.search)).status).toBe(303);

    const thief = new Browser();
    for (const [name, value] of kept) thief.cookies.set(name, value);

    expect((await thief.get(hubs[0], back.pathname + back.search)).status).toBe(400);
  });

  test("says so where the provider cannot be reached, and succeeds once it can", async () => {
    const hub = await start({ issuer: "http://127.0.0.1:9" });

    expect(codeIn(await new Browser().get(hub, "/session/login"))).toEqual([503, "LOGIN_UNREACHABLE"]);
  });
});

describe("a session", () => {
  test("says who asks on /graphql, on every replica", async () => {
    const { browser, proof } = await signedIn();

    for (const hub of hubs)
      expect(JSON.parse((await browser.ask("{ note }", proof, hub)).body).data).toEqual({ note: "for auditors" });
  });

  test("may change what its role may", async () => {
    provider.claims = { roles: ["member"], department: "notes" };
    const { browser, proof } = await signedIn();

    expect(JSON.parse((await browser.ask("mutation { write }", proof)).body).data).toEqual({ write: "written" });
  });

  test("that a request does not claim counts for nothing", async () => {
    const { browser } = await signedIn();

    expect(codeIn(await browser.ask("{ note }", ownPage))).toEqual([403, "FORBIDDEN_FIELD"]);
  });

  test.each(Object.entries(foreign))("is refused to a page of %s, even with the right word", async (_, headers) => {
    const { browser, proof } = await signedIn();
    const word = { "x-jinkatsu-csrf": proof["x-jinkatsu-csrf"] };

    for (const query of ["{ note }", "mutation { write }"])
      expect(codeIn(await browser.ask(query, { ...word, ...headers }))).toEqual([403, "SESSION_UNPROVEN"]);
  });

  test("is refused without its own word", async () => {
    const { browser } = await signedIn();
    const { proof } = await signedIn();

    expect(codeIn(await browser.ask("{ note }", proof))).toEqual([403, "SESSION_UNPROVEN"]);
  });

  test("ends with its token's revocation", async () => {
    provider.claims = { jti: "lost", sub: "taro" };
    const hub = await start({}, dataFolder);
    const { browser, proof } = await signedIn([hub]);
    expect((await browser.ask("{ note }", proof, hub)).status).toBe(200);

    appendFileSync(path.join(dataFolder, "revoked-tokens.jsonl"), '{"tokenId":"lost"}\n');
    await new Promise((resolve) => setTimeout(resolve, 1_100));

    expect(codeIn(await browser.ask("{ note }", proof, hub))).toEqual([401, "TOKEN_REVOKED"]);
    expect(await browser.who(hub)).toEqual({ isSignedIn: false });
  });

  test("lasts no longer than its token", async () => {
    const browser = new Browser();
    await browser.signIn();
    const age = Number(/jinkatsu-session=.*?Max-Age=(\d+)/.exec(browser.setCookies.join())?.[1]);
    const { exp = 0 } = decodeJwt(await provider.token());

    expect(Math.abs(age - (exp - Date.now() / 1_000))).toBeLessThan(60);
  });

  test("that is sealed with another secret is none", async () => {
    const { browser } = await signedIn();
    const other = await start({ sessionSecret: "o".repeat(32) });

    expect(await browser.who(other)).toEqual({ isSignedIn: false });
  });

  test("of the sign-in cookie's making is none", async () => {
    const browser = new Browser();
    await browser.get(hubs[0], "/session/login");
    browser.cookies.set("jinkatsu-session", browser.cookies.get("jinkatsu-login") ?? "");

    expect(await browser.who()).toEqual({ isSignedIn: false });
  });
});

describe("a session that can be renewed", () => {
  const inMinutes = (minutes: number) => Math.floor(Date.now() / 1_000) + minutes * 60;
  const renewed = (browser: Browser, headers: Readonly<Record<string, string>>, hub = hubs[1]) =>
    browser.go(hub?.url ?? "", { method: "POST", path: "/session/renew", headers });

  beforeEach(() => {
    provider.givesRefreshTokens = true;
    provider.claims = { exp: inMinutes(5) };
  });

  test("says so and when it ends, and goes on at any replica with the same word", async () => {
    const { browser, proof } = await signedIn();
    const before = await browser.who();
    provider.claims = { exp: inMinutes(10) };

    const answers = [await renewed(browser, proof), await renewed(browser, proof, hubs[0])];

    const after = await browser.who();
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(before).toMatchObject({ isSignedIn: true, isRenewable: true });
    expect(Date.parse(after.endsAt) - Date.parse(before.endsAt)).toBeGreaterThan(4 * 60_000);
    expect(after).toMatchObject({ isRenewable: true, csrfToken: before.csrfToken, subject: before.subject });
    expect(JSON.parse((await browser.ask("{ note }", proof)).body).data).toEqual({ note: "for auditors" });
  });

  test("keeps what it is renewed with in a cookie of its own that shows nothing, and that signing out takes away", async () => {
    const { browser, proof } = await signedIn();
    const kept = [...browser.cookies.keys()];
    await browser.go(hubs[0]?.url ?? "", { path: "/session/logout", headers: proof });

    expect(kept.sort()).toEqual(["jinkatsu-renewal", "jinkatsu-session"]);
    expect(browser.cookies.size).toBe(0);
  });

  test.each(Object.entries(foreign))("is not renewed by a page of %s", async (_, headers) => {
    const { browser, proof } = await signedIn();
    const word = { "x-jinkatsu-csrf": proof["x-jinkatsu-csrf"] };

    expect(codeIn(await renewed(browser, { ...word, ...headers }))).toEqual([403, "SESSION_UNPROVEN"]);
  });

  test("does not come back once it was revoked", async () => {
    provider.claims = { exp: inMinutes(5), jti: "renewed no more", sub: "jiro" };
    const folder = temporaryFolder();
    const hub = await start({}, folder);
    const { browser, proof } = await signedIn([hub]);
    appendFileSync(path.join(folder, "revoked-tokens.jsonl"), '{"tokenId":"renewed no more"}\n');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const used = provider.renewals();

    expect(codeIn(await renewed(browser, proof, hub))).toEqual([401, "TOKEN_REVOKED"]);
    expect(provider.renewals()).toBe(used);
  });

  test("is not renewed for another person, nor with what another session is renewed with", async () => {
    const [one, other] = [await signedIn(), await signedIn()];
    one.browser.cookies.set("jinkatsu-renewal", other.browser.cookies.get("jinkatsu-renewal") ?? "");
    expect(codeIn(await renewed(one.browser, one.proof))).toEqual([409, "SESSION_NOT_RENEWED"]);

    provider.claims = { exp: inMinutes(10), sub: "somebody else" };
    expect(codeIn(await renewed(other.browser, other.proof))).toEqual([409, "SESSION_NOT_RENEWED"]);
  });

  test("is one no more when the provider says so, and holds until its end", async () => {
    const { browser, proof } = await signedIn();
    provider.forgetRefreshTokens();

    expect(codeIn(await renewed(browser, proof))).toEqual([409, "SESSION_NOT_RENEWED"]);
    expect(await browser.who()).toMatchObject({ isSignedIn: true, isRenewable: false });
  });

  test("is none where the provider gives nothing to renew it with", async () => {
    provider.givesRefreshTokens = false;
    const { browser, proof } = await signedIn();

    expect(await browser.who()).toMatchObject({ isRenewable: false });
    expect(codeIn(await renewed(browser, proof))).toEqual([409, "SESSION_NOT_RENEWED"]);
  });
});

describe("a person whose signing in does not succeed", () => {
  const accept = { accept: "text/html,application/xhtml+xml" };

  test("has a page in both languages, with the way back to where they wanted to be", async () => {
    const browser = new Browser();
    const sent = await browser.get(hubs[0], "/session/login?returnTo=%2Fconsole%23%2Fpairs");
    const back = new URL(await browser.consent(String(sent.headers.location)));
    back.searchParams.set("error", "access_denied");

    const { status, headers, body } = await browser.go(hubs[1]?.url ?? "", {
      method: "GET",
      path: back.pathname + back.search,
      headers: accept,
    });

    expect([status, headers["content-type"]]).toEqual([400, "text/html; charset=utf-8"]);
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(body).toContain("<h1>ログインできませんでした</h1>");
    expect(body).toContain("Signing in did not succeed");
    expect(body).toContain('href="/session/login?returnTo=%2Fconsole%23%2Fpairs"');
  });

  test("has one too where the provider cannot be reached", async () => {
    const hub = await start({ issuer: "http://127.0.0.1:9" });

    const { status, body } = await new Browser().go(hub.url, {
      method: "GET",
      path: "/session/login",
      headers: accept,
    });

    expect(status).toBe(503);
    expect(body).toContain("接続できません");
  });
});

test("a place that is too long for a cookie to remember leads to its page", async () => {
  const { headers } = await new Browser().signIn(hubs, `/console?q=${"x".repeat(4_000)}`);

  expect(headers.location).toBe("/console");
});

describe("signing out", () => {
  test("ends the session, and says where it goes on at the provider", async () => {
    const { browser, proof } = await signedIn();

    const { status, body } = await browser.go(hubs[0]?.url ?? "", { path: "/session/logout", headers: proof });

    expect([status, JSON.parse(body).isSignedIn]).toEqual([200, false]);
    expect(JSON.parse(body).continueAt).toContain(`${provider.url}/end`);
    expect(browser.cookies.size).toBe(0);
    expect(await browser.who()).toEqual({ isSignedIn: false });
  });

  test("cannot be done by a page of another site, nor by a link", async () => {
    const { browser, proof } = await signedIn();
    const out = (method: string, headers: Readonly<Record<string, string>>) =>
      browser.go(hubs[0]?.url ?? "", { method, path: "/session/logout", headers });

    expect((await out("POST", { ...proof, ...foreign["another site"] })).status).toBe(403);
    expect((await out("POST", ownPage)).status).toBe(403);
    expect((await out("GET", proof)).status).toBe(405);
    expect(await browser.who()).toMatchObject({ isSignedIn: true });
  });
});

test("a hub without JINKATSU_LOGIN has no sessions", async () => {
  const hub = await serveHub([notes]);

  expect((await new Browser().get(hub, "/session/login")).status).toBe(404);
});

describe("the setting", () => {
  const good = {
    issuer: "https://login.example.jp",
    clientId: "hub",
    publicUrl: "https://hub.example.jp",
    sessionSecret,
  };

  test.each([
    ["an issuer without TLS", { issuer: "http://login.example.jp" }],
    ["a hub without TLS", { publicUrl: "http://hub.example.jp" }],
    ["a short secret", { sessionSecret: "short" }],
    ["no client", { clientId: "" }],
    ["a misspelt part", { clientSecrte: "x" }],
  ])("does not take %s", (_, wrong) => {
    expect(parseLogin(JSON.stringify(good))).toMatchObject({ clientId: "hub" });
    expect(parseLogin(JSON.stringify({ ...good, ...wrong }))).toBeUndefined();
  });
});
