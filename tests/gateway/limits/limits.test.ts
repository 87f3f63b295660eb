import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Hub } from "../../../gateway/hub.ts";
import { standardLimits, trustedLimits } from "../../../gateway/limits/limits.ts";
import { post, send } from "../../support/raw-http.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { openHub, serveHub, subgraphOf } from "../../support/test-hub.ts";
import { overEvents, overWebSocket, rest } from "../streams/changing-towns.ts";
import { exactly, type LimitedName } from "./exact-requests.ts";
import { answerLater, townsSdl } from "./limited-towns.ts";

const towns = subgraphOf("towns", townsSdl, {
  Query: { town: () => ({ name: "Himi" }), later: answerLater.resolve },
});

let hub: Hub;

beforeAll(async () => {
  hub = await serveHub([towns]);
});

const codes = {
  tokens: ["DOCUMENT_TOO_LONG", 400],
  depth: ["DOCUMENT_TOO_DEEP", 400],
  fields: ["TOO_MANY_FIELDS", 400],
  aliases: ["TOO_MANY_ALIASES", 400],
  rootFields: ["TOO_MANY_ROOT_FIELDS", 400],
  directives: ["TOO_MANY_DIRECTIVES", 400],
  variables: ["VARIABLES_TOO_LARGE", 413],
  page: ["PAGE_TOO_LARGE", 400],
  cost: ["COST_TOO_HIGH", 400],
} as const satisfies Record<LimitedName, readonly [string, number]>;

const json = { "content-type": "application/json" };

const names = Object.keys(codes).filter((name): name is LimitedName => name in codes);

const codesIn = (body: string) =>
  (JSON.parse(body).errors ?? []).map(({ extensions }: { extensions: { code: string } }) => extensions.code);

describe.each(names)("the limit of %s", (name) => {
  const limit = standardLimits[name];
  const [code, status] = codes[name];

  test("takes what is exactly as much", async () => {
    const answer = await post(hub.url, exactly(name, limit));

    expect([answer.status, codesIn(answer.body)]).toEqual([200, []]);
  });

  test("refuses one more, by name", async () => {
    const answer = await post(hub.url, exactly(name, limit + 1));

    expect([answer.status, codesIn(answer.body)]).toEqual([status, [code]]);
  });

  test("is a setting", async () => {
    const other = await serveHub([towns], { limits: { ...standardLimits, [name]: limit - 1 } });

    const answer = await post(other.url, exactly(name, limit));

    expect(codesIn(answer.body)).toEqual([code]);
  });
});

describe("the limit of a body", () => {
  const bodyOf = (bytes: number) => JSON.stringify({ query: "{ town { name } }" }).padEnd(bytes);
  test.each(["/graphql", "/graphql/stream"])("is exact at %s", async (place) => {
    const taken = await send(hub.url, { path: place, headers: json, body: bodyOf(262_144), agent: false });
    const refused = await send(hub.url, { path: place, headers: json, body: bodyOf(262_145), agent: false });

    expect([taken.status, taken.body]).toEqual([200, expect.stringContaining("Himi")]);
    expect([refused.status, codesIn(refused.body)]).toEqual([413, ["BODY_TOO_LARGE"]]);
  });

  test("is a setting", async () => {
    const other = await serveHub([towns], { largestBody: 2000 });

    expect((await send(other.url, { headers: json, body: bodyOf(2000), agent: false })).status).toBe(200);
    expect((await send(other.url, { headers: json, body: bodyOf(2001), agent: false })).status).toBe(413);
  });
});

describe("what is over a limit", () => {
  const { query } = exactly("depth", standardLimits.depth + 1);
  const sha256Hash = createHash("sha256").update(query).digest("hex");
  const extensions = { persistedQuery: { version: 1, sha256Hash } };
  const tooDeep = expect.objectContaining({ extensions: expect.objectContaining({ code: "DOCUMENT_TOO_DEEP" }) });

  test("is refused in a GET", async () => {
    const search = new URLSearchParams({ query });
    const headers = { "apollo-require-preflight": "1" };

    const { status, body } = await send(hub.url, { method: "GET", path: `/graphql?${search}`, headers });

    expect([status, codesIn(body)]).toEqual([400, ["DOCUMENT_TOO_DEEP"]]);
  });

  test("is not remembered as a persisted query", async () => {
    expect(codesIn((await post(hub.url, { query, extensions })).body)).toEqual(["DOCUMENT_TOO_DEEP"]);
    expect(codesIn((await post(hub.url, { extensions })).body)).toEqual(["PERSISTED_QUERY_NOT_FOUND"]);
  });

  test("is refused in server-sent events", async () => {
    expect(await rest(overEvents(hub.url).subscribe({ query }))).toEqual([{ errors: [tooDeep] }]);
  });

  test("is refused over a WebSocket", async () => {
    expect(await rest(overWebSocket(hub.url).subscribe({ query }))).toEqual([{ errors: [tooDeep] }]);
  });

  test("of pages is refused in persisted queries, streams and sockets too", async () => {
    const paged = exactly("page", 101);
    const byHash = {
      persistedQuery: { version: 1, sha256Hash: createHash("sha256").update(paged.query).digest("hex") },
    };
    await post(hub.url, { query: paged.query, variables: { n: 1 }, extensions: byHash });

    const { body } = await post(hub.url, { extensions: byHash, variables: paged.variables });

    expect(codesIn(body)).toEqual(["PAGE_TOO_LARGE"]);
    expect(JSON.stringify(await rest(overEvents(hub.url).subscribe(paged)))).toContain("PAGE_TOO_LARGE");
    expect(JSON.stringify(await rest(overWebSocket(hub.url).subscribe(paged)))).toContain("PAGE_TOO_LARGE");
  });

  test("is counted by its code, on whatever way it came", async () => {
    const own = await serveHub([towns]);
    await post(own.url, { query });
    await rest(overEvents(own.url).subscribe({ query }));
    await post(own.url, exactly("cost", standardLimits.cost + 1));
    for (const place of ["/graphql", "/graphql/stream"])
      await send(own.url, { path: place, headers: json, body: " ".repeat(262_145), agent: false });

    const { body } = await send(own.url, { method: "GET", path: "/metrics" });

    expect(body).toContain('jinkatsu_limit_refusals_total{code="DOCUMENT_TOO_DEEP"} 2\n');
    expect(body).toContain('jinkatsu_limit_refusals_total{code="COST_TOO_HIGH"} 1\n');
    expect(body).toContain('jinkatsu_limit_refusals_total{code="BODY_TOO_LARGE"} 2\n');
    expect(body).toContain('jinkatsu_errors_total{code="DOCUMENT_TOO_DEEP"} 1\n');
    expect(body).toContain('jinkatsu_errors_total{code="COST_TOO_HIGH"} 1\n');
  });
});

describe("a page", () => {
  const asked = async (query: string, variables = {}) => codesIn((await post(hub.url, { query, variables })).body);
  const byVariable = "query Q($n: Int = 101) { towns(first: $n) { total } }";

  test.each([
    ["by last", "{ towns(last: 101) { total } }"],
    ["by a variable's standard", byVariable],
    ["within another", "{ towns(first: 1) { nodes { parts(first: 101) { total } } } }"],
    ["in a fragment", "{ ...T } fragment T on Query { towns(first: 101) { total } }"],
    ["where it would be skipped", "{ towns(first: 101) @skip(if: true) { total } }"],
  ])("is too large %s", async (_, query) => {
    expect(await asked(query)).toEqual(["PAGE_TOO_LARGE"]);
  });

  test("is as large as the variable of each request says", async () => {
    expect(await asked(byVariable, { n: 100 })).toEqual([]);
    expect(await asked(byVariable, { n: 101 })).toEqual(["PAGE_TOO_LARGE"]);
    expect(await asked(byVariable, { n: 99 })).toEqual([]);
  });
});

describe("a trusted document", () => {
  test("has limits of its own", async () => {
    const folder = temporaryFolder();
    const listed = exactly("depth", trustedLimits.depth).query;
    writeFileSync(path.join(folder, "deep.graphql"), listed);
    const own = await serveHub([towns], { trustedDocuments: folder });

    const { body: trusted } = await post(own.url, { query: listed });
    const { body: other } = await post(own.url, { query: `${listed} # not listed` });

    expect(codesIn(trusted)).toEqual([]);
    expect(codesIn(other)).toEqual(["DOCUMENT_TOO_DEEP"]);
  });
});

describe("introspection", () => {
  const asked = async (query: string) => codesIn((await post(hub.url, { query })).body);

  test("may ask for the types of fields of types once, and not again within them", async () => {
    const once = "fields { name type { name } args { name type { name } } }";
    const tooMuch = `{ __schema { types { fields { type { fields { args { type { enumValues { name } } } } } } } } }`;

    expect(await asked(`{ __schema { types { ${once} } } }`)).toEqual([]);
    expect(await asked(tooMuch)).toEqual(["INTROSPECTION_TOO_LARGE"]);
  });
});

describe("a caller", () => {
  const named = (name: string) => ({ "x-test-caller": name });
  const start = async (limits: Partial<typeof standardLimits>) => {
    const callerName = ({ headers }: { headers: NodeJS.Dict<string | string[]> }) =>
      headers["x-test-caller"]?.toString();
    const own = await openHub({ limits: { ...standardLimits, ...limits } }, { callerName });
    await own.serve({ local: [towns], elsewhere: [] });
    return own;
  };
  const question = { query: "{ town { name } }" };

  test("may ask so often, and is told when to come again; others are answered", async () => {
    const own = await start({ requests: 3 });
    for (let asked = 0; asked < 3; asked++) expect((await post(own.url, question, named("a"))).status).toBe(200);

    const refused = await post(own.url, question, named("a"));

    expect([refused.status, codesIn(refused.body)]).toEqual([429, ["RATE_EXCEEDED"]]);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThanOrEqual(1);
    expect(Number(refused.headers["retry-after"])).toBeLessThanOrEqual(10);
    expect((await post(own.url, question, named("b"))).status).toBe(200);
    expect((await post(own.url, question)).status).toBe(200);
  });

  test("may have so much under way, and more as soon as that is answered", async () => {
    const own = await start({ costAtOnce: 3 });
    const slow = { query: "{ later { twin { name } } }" };
    const underWay = post(own.url, slow, named("a"));
    const finish = await answerLater.asked();

    const taken = await post(own.url, question, named("a"));
    const refused = await post(own.url, { query: "{ town { twin { name } } }" }, named("a"));
    const others = await post(own.url, question, named("b"));
    finish();
    await underWay;
    const after = await post(own.url, { query: "{ town { twin { twin { name } } } }" }, named("a"));

    expect([taken.status, others.status, after.status]).toEqual([200, 200, 200]);
    expect([refused.status, codesIn(refused.body)]).toEqual([429, ["TOO_MUCH_AT_ONCE"]]);
    expect(refused.headers["retry-after"]).toBe("1");
  });
});
