import { afterEach, describe, expect, test } from "@jest/globals";
import { post, send } from "../../support/raw-http.ts";
import { serveHub, subgraphOf } from "../../support/test-hub.ts";

let written: string[] = [];

afterEach(() => {
  written = [];
});

const notes = subgraphOf("notes", "type Query { notes: Int } type Mutation { write(text: String!): Int }", {
  Mutation: {
    write: (_: unknown, { text }: { text: string }) => written.push(text),
  },
});

const mutation = 'mutation { write(text: "a") }';
const engines = ["hub", "apollo"] as const;

describe.each(engines)("a change through the gateway (%s)", (engine) => {
  test("is made in development mode from this machine", async () => {
    const hub = await serveHub([notes], { engine });

    const { body } = await post(hub.url, { query: mutation });

    expect([JSON.parse(body), written]).toEqual([{ data: { write: 1 } }, ["a"]]);
  });

  const refused = [
    ["in production mode", { mode: "production" }, {}],
    ["where everybody can connect", { host: "0.0.0.0" }, {}],
    ["under another site's name", {}, { host: "evil.example" }],
    ["that a proxy passes on", {}, { "x-forwarded-for": "203.0.113.9" }],
    ["that a proxy says is from this machine", { host: "0.0.0.0" }, { "x-forwarded-for": "127.0.0.1" }],
    ["in production mode under a forged name", { mode: "production" }, { host: "localhost", "x-real-ip": "127.0.0.1" }],
  ] as const;

  test.each(refused)("is refused %s, before any subgraph hears of it", async (_, more, headers) => {
    const hub = await serveHub([notes], { engine, ...more });

    const { status, body } = await post(hub.url.replace("0.0.0.0", "127.0.0.1"), { query: mutation }, headers);

    expect(status).toBe(403);
    expect(JSON.parse(body).errors).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(/[ぁ-ん]/),
        extensions: expect.objectContaining({ code: "WRITES_CLOSED" }),
      }),
    ]);
    expect(written).toEqual([]);
  });

  const asAnotherSiteCanSend = [
    ["GET", { method: "GET", path: `/graphql?query=${encodeURIComponent(mutation)}` }],
    [
      "GET that asks for no preflight",
      {
        method: "GET",
        path: `/graphql?query=${encodeURIComponent(mutation)}`,
        headers: { "apollo-require-preflight": "1" },
      },
    ],
    ["plain text", { headers: { "content-type": "text/plain" }, body: JSON.stringify({ query: mutation }) }],
    ["a form", { headers: { "content-type": "application/x-www-form-urlencoded" }, body: `query=${mutation}` }],
    ["a form with files", { headers: { "content-type": "multipart/form-data; boundary=x" }, body: "--x--" }],
    ["no media type", { body: JSON.stringify({ query: mutation }) }],
  ] as const;

  test.each(asAnotherSiteCanSend)("is refused as another site's page can send it: %s", async (_, request) => {
    const hub = await serveHub([notes], { engine });

    const { status } = await send(hub.url, request);

    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(written).toEqual([]);
  });
});
