import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Hub } from "../../../gateway/hub.ts";
import { send } from "../../support/raw-http.ts";
import { openHub, serveHub, subgraphOf } from "../../support/test-hub.ts";

const hello = subgraphOf("hello", "type Query { hello: String }", { Query: { hello: () => "こんにちは" } });
const json = { "content-type": "application/json" };
const question = { headers: json, body: JSON.stringify({ query: "{ hello }" }) };

let hub: Hub;

beforeAll(async () => {
  hub = await serveHub([hello]);
});

const get = (path: string, headers: Readonly<Record<string, string>> = {}, { url }: { url: string } = hub) =>
  send(url, { method: "GET", path, headers });

describe("a hub that has no graph yet", () => {
  test("is live, not ready, and asks to try again", async () => {
    const waiting = await openHub();

    const [live, ready, asked] = [
      await get("/health/live", {}, waiting),
      await get("/health/ready", {}, waiting),
      await send(waiting.url, question),
    ];

    expect([live.status, JSON.parse(live.body)]).toEqual([200, { status: "live" }]);
    expect([ready.status, JSON.parse(ready.body)]).toEqual([503, { status: "not ready", reasons: ["starting"] }]);
    expect([asked.status, asked.headers["retry-after"]]).toEqual([503, "1"]);
  });
});

describe("a hub that serves", () => {
  test("is live and ready", async () => {
    expect(await get("/health/live")).toMatchObject({ status: 200, body: '{"status":"live"}' });
    expect(await get("/health/ready")).toMatchObject({ status: 200, body: '{"status":"ready","notes":[]}' });
  });

  test("answers GraphQL by POST and by GET", async () => {
    const posted = await send(hub.url, question);
    const got = await get(`/graphql?query=${encodeURIComponent("{ hello }")}`, { "apollo-require-preflight": "1" });

    expect([posted.body, got.body].map((body) => JSON.parse(body).data)).toEqual([
      { hello: "こんにちは" },
      { hello: "こんにちは" },
    ]);
  });

  test("opens GraphiQL on the graph whose address a browser opens", async () => {
    const page = await get("/graphql/portal", { accept: "text/html" });
    const script = await get("/graphiql/page.js");

    expect([page.status, page.body]).toEqual([200, expect.stringContaining("graphiql")]);
    expect(script.body).toContain("url: location.pathname");
    expect((await get("/graphql/nobody", { accept: "text/html" })).status).toBe(404);
  });

  test("sends who opens its root to GraphQL", async () => {
    expect(await get("/")).toMatchObject({ status: 302, headers: { location: "/graphql" } });
  });

  test.each(["/nothing", "/graphql/", "/graphiql/../package.json", "/graphiql/main.ts", "//", "/%00", "/health"])(
    "knows nothing at %s",
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );
});

describe("GraphiQL", () => {
  const asBrowser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

  test("is what a browser gets that opens /graphql, and every file that it names is there", async () => {
    const page = await get("/graphql", asBrowser);
    const files = [...page.body.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, file = ""]) => file);

    expect(page).toMatchObject({ status: 200, headers: { "content-type": "text/html; charset=utf-8" } });
    expect(files.length).toBeGreaterThanOrEqual(6);
    for (const file of files) {
      const { status, headers } = await get(file);
      expect([file, status, headers["content-type"]]).toEqual([
        file,
        200,
        expect.stringMatching(/^text\/(css|javascript);/),
      ]);
    }
  });

  test("names no other host", async () => {
    const page = await get("/graphql", asBrowser);
    const script = await get("/graphiql/page.js");

    expect(`${page.body}${script.body}`).not.toMatch(/https?:\/\//);
  });

  test("tells its size to HEAD and sends nothing", async () => {
    const whole = await get("/graphql", asBrowser);
    const head = await send(hub.url, { method: "HEAD", path: "/graphql", headers: asBrowser });

    expect([head.status, head.body]).toEqual([200, ""]);
    expect(head.headers["content-length"]).toBe(String(Buffer.byteLength(whole.body)));
  });

  test("gives way to a browser's question in the address", async () => {
    const answer = await get("/graphql?query=%7Bhello%7D", { ...asBrowser, "apollo-require-preflight": "1" });

    expect(answer.headers["content-type"]).toMatch(/json/);
  });

  test("is not there in production, nor is the schema told", async () => {
    const production = await serveHub([hello], { mode: "production" });

    const page = await get("/graphql", asBrowser, production);
    const asset = await get("/graphiql/graphiql.js", {}, production);
    const told = await send(production.url, {
      headers: json,
      body: JSON.stringify({ query: "{ __schema { types { name } } }" }),
    });

    expect([page.status, asset.status]).toEqual([400, 404]);
    expect(JSON.parse(told.body)).toEqual({
      errors: [expect.objectContaining({ extensions: expect.objectContaining({ code: "FORBIDDEN_FIELD" }) })],
    });
  });
});

describe("every answer", () => {
  const paths = ["/graphql", "/health/live", "/health/ready", "/nothing", "/graphiql/react.js", "/"];

  test.each(paths)("is closed to sniffing, framing and other sites: %s", async (path) => {
    const { headers } = await get(path);

    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("no-referrer");
    expect(headers["content-security-policy"]).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers["access-control-allow-origin"]).toBeUndefined();
    expect(headers["x-powered-by"]).toBeUndefined();
    expect(headers.server).toBeUndefined();
  });

  test("keeps the request id that a balancer gave", async () => {
    const { headers } = await get("/health/live", { "x-request-id": "balancer-0123.ab_C" });

    expect(headers["x-request-id"]).toBe("balancer-0123.ab_C");
  });

  test.each([["none"], ["short"], ["x".repeat(65)], ["with blank in it"], ['quote"quote"']])(
    "has a request id of its own where the one given is no plain one: %s",
    async (given) => {
      const { headers } = await get("/health/live", given === "none" ? {} : { "x-request-id": given });

      expect(headers["x-request-id"]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    },
  );
});
