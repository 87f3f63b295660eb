import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "@jest/globals";
import type { Issuer as TrustedIssuer } from "../../../gateway/access/issuers.ts";
import { parseLogin } from "../../../gateway/access/session/login-settings.ts";
import type { Config } from "../../../gateway/config.ts";
import { usageOf } from "../../../gateway/telemetry/usage/read.ts";
import { openUsageDatabase } from "../../../gateway/telemetry/usage/usage.ts";
import { ask } from "../../support/ask.ts";
import { CookieBrowser } from "../../support/cookie-browser.ts";
import { audience } from "../../support/issuer.ts";
import { clientId, type OidcProvider, startOidcProvider } from "../../support/oidc-provider.ts";
import { provenCaller } from "../../support/proven-caller.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { serveHub, subgraphOf } from "../../support/test-hub.ts";

const questions = path.resolve(import.meta.dirname, "../../../gateway/console/browser/questions");
/** What the console asks, and what somebody asks who only says to be the console. */
const own = readFileSync(path.join(questions, "trail-size.graphql"), "utf8");
const other = "query ConsoleTrailSize { auditTrail(first: 0) { size root } }";

const trail = subgraphOf(
  "trail",
  "type Query { auditTrail(first: Int): Trail } type Trail { size: Int root: String }",
  { Query: { auditTrail: () => ({ size: 3, root: "0" }) } },
);

const publicUrl = "http://127.0.0.1:9";
let provider: OidcProvider;

beforeAll(async () => {
  provider = await startOidcProvider();
});

/** Names and numbers of those who used the trail, when the hub has stored them. */
async function usersOf(dataFolder: string, coordinate = "Trail.size") {
  const database = await openUsageDatabase({ dataFolder, databaseUrl: undefined });
  const uses = await usageOf(database, coordinate, new Date(0));
  await database.close();
  return uses.map(({ client, uses: times }) => [client, times]).toSorted();
}

async function startTrail(more: Partial<Config> = {}) {
  const dataFolder = temporaryFolder();
  const hub = await serveHub([trail], { dataFolder, ...more });
  return { hub, dataFolder };
}

test("What the hub's own console asks is nobody's use; who only calls itself so, or asks the same by another name, is counted", async () => {
  const { hub, dataFolder } = await startTrail();
  const named = (name: string) => provenCaller(dataFolder, name);

  await ask(hub.url, own, {}, await named("console"));
  await ask(hub.url, other, {}, await named("console"));
  await ask(hub.url, own, {}, await named("portal"));
  await hub.close();

  expect(await usersOf(dataFolder)).toEqual([
    ["console", 1],
    ["portal", 1],
  ]);
});

test("Where people sign in, only a session is the console's: a program with a token is counted, whatever it asks and calls itself", async () => {
  const setting = { issuer: provider.url, clientId, publicUrl, sessionSecret: "s".repeat(32) };
  const login = parseLogin(JSON.stringify(setting)) ?? null;
  const roles = ["auditor"];
  const issuers = [
    { ...provider.setting, audience: [audience, clientId], roles, scopes: "all" },
  ] as unknown as TrustedIssuer[];
  const { hub, dataFolder } = await startTrail({ mode: "production", login, issuers });
  provider.givesHubTokens = true;
  const browser = new CookieBrowser(() => [hub]);
  await browser.signIn();
  const { csrfToken } = await browser.who();
  const token = await provider.token({ roles: ["auditor"] });

  const inSession = { origin: publicUrl, "sec-fetch-site": "same-origin", "x-jinkatsu-csrf": String(csrfToken) };
  const asConsole = { "graphql-client-name": "console" };
  const asked = [
    await browser.ask(own, { ...asConsole, ...inSession }),
    await new CookieBrowser(() => [hub]).ask(own, { ...asConsole, authorization: `Bearer ${token}` }),
  ];
  await hub.close();

  expect(asked.map(({ body }) => JSON.parse(body).data)).toEqual([
    { auditTrail: { size: 3 } },
    { auditTrail: { size: 3 } },
  ]);
  expect(await usersOf(dataFolder)).toEqual([["console", 1]]);
});
