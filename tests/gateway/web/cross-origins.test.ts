/** Pages elsewhere: those that are named may ask the graph that they are named for, and nobody else anything. */
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Hub } from "../../../gateway/hub.ts";
import { parseCrossOrigins } from "../../../gateway/web/cross-origins.ts";
import { send } from "../../support/raw-http.ts";
import { serveHub, subgraphOf } from "../../support/test-hub.ts";

const hello = subgraphOf("hello", "type Query { hello: String } type Mutation { greet: String }", {
  Query: { hello: () => "こんにちは" },
  Mutation: { greet: () => "やあ" },
});
const portal = "https://portal.example.jp";
const partner = "https://partner.example.jp";
const json = { "content-type": "application/json" };
const body = JSON.stringify({ query: "{ hello }" });

let hub: Hub;

beforeAll(async () => {
  const crossOrigins = parseCrossOrigins(`portal=${portal}, ${partner}`) ?? new Map();
  hub = await serveHub([hello], { crossOrigins });
});

const preflight = (path: string, origin: string) =>
  send(hub.url, { method: "OPTIONS", path, headers: { origin, "access-control-request-method": "POST" } });
const post = (path: string, origin: string) => send(hub.url, { path, headers: { ...json, origin }, body });

describe("a page of an origin that is named", () => {
  test("is told by the preflight what it may send, and for how long that holds", async () => {
    const { status, headers } = await preflight("/graphql/portal", portal);

    expect(status).toBe(204);
    expect(headers).toMatchObject({
      "access-control-allow-origin": portal,
      "access-control-allow-methods": "GET, POST",
      "access-control-allow-headers": expect.stringContaining("authorization"),
      "access-control-max-age": "7200",
      vary: "origin",
    });
  });

  test("reads the answer, and never with a cookie", async () => {
    const { headers, body: answer } = await post("/graphql/portal", portal);

    expect(JSON.parse(answer)).toEqual({ data: { hello: "こんにちは" } });
    expect(headers["access-control-allow-origin"]).toBe(portal);
    expect(headers["access-control-allow-credentials"]).toBeUndefined();
  });

  test("changes nothing without a token, on a machine in development too", async () => {
    const mutation = JSON.stringify({ query: "mutation { greet }" });
    const { body: answer } = await send(hub.url, { headers: { ...json, origin: partner }, body: mutation });

    expect(JSON.parse(answer).errors[0].extensions.code).toBe("WRITES_CLOSED");
  });
});

describe("a page of any other origin", () => {
  test.each([
    ["/graphql", portal],
    ["/graphql/portal", partner],
    ["/graphql/departments", portal],
    ["/graphql/portal", "https://portal.example.jp.evil.example"],
    ["/graphql/portal", "http://portal.example.jp"],
    ["/graphql/portal", "null"],
    ["/health/ready", portal],
    ["/registry/history", portal],
    ["/session", partner],
  ])("is allowed nothing at %s (%s)", async (path, origin) => {
    const answers = [await preflight(path, origin), await post(path, origin)];

    for (const { headers } of answers)
      expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    expect(answers[0]?.status).not.toBe(204);
  });
});

describe("the setting", () => {
  test.each([
    "*",
    "https://portal.example.jp/",
    "https://portal.example.jp/page",
    "portal.example.jp",
    "ws://a.example",
    "https://a b",
  ])("is refused: %s", (text) => {
    expect(parseCrossOrigins(text)).toBeUndefined();
  });
});
