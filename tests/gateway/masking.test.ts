import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect, test } from "@jest/globals";
import { errors } from "#kit/errors.ts";
import { serveSubgraph } from "#kit/server/subgraph.ts";
import { ask } from "../support/ask.ts";
import { keepLines } from "../support/keep-lines.ts";
import { openHub, serveHub, subgraphOf, testConfig } from "../support/test-hub.ts";

const secret = "SELECT name FROM persons WHERE name = '山田太郎' at http://10.0.0.1/db /srv/hub/kit/open.ts:12:3";

const broken = subgraphOf("broken", "type Query { broken: String known: String fine: String }", {
  Query: {
    broken: () => {
      throw Object.assign(new Error(secret), { code: "ER_PARSE_ERROR", sql: secret });
    },
    known: () => {
      throw errors.idInvalid();
    },
    fine: () => "fine",
  },
});

const inside = /SELECT|persons|山田|10\.0\.0\.1|open\.ts|\/srv|ER_PARSE|stack|127\.0\.0\.1|ECONN/;

const closing: (() => unknown)[] = [];

afterAll(async () => {
  for (const close of closing) await close();
});

/** A subgraph of somebody else, which publishes what it should and answers everything else as it likes. */
async function strangerAnswering(answer: string, status = 200): Promise<string> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const asked = Buffer.concat(chunks).toString();
    response.writeHead(asked.includes("_service") ? 200 : status, { "content-type": "application/json" });
    response.end(asked.includes("_service") ? JSON.stringify({ data: { _service: { sdl: broken.sdl } } }) : answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

const engines = ["hub", "apollo"] as const;

describe.each(engines)("what goes wrong inside (%s)", (engine) => {
  test("in this process is an internal error to the caller, at its path, and the rest is answered", async () => {
    const hub = await serveHub([broken], { engine });

    const answer = await ask(hub.url, "{ fine broken }");

    expect(answer.data).toEqual({ fine: "fine", broken: null });
    expect(answer.errors).toEqual([
      {
        message: "Internal error / 内部エラー",
        path: ["broken"],
        extensions: { code: "INTERNAL_SERVER_ERROR", requestId: expect.any(String) },
      },
    ]);
  });

  test("in a subgraph process stays there as well", async () => {
    const served = await serveSubgraph(broken, testConfig());
    closing.push(() => served.close());
    const hub = await serveHub([], { engine }, [{ name: "broken", url: `${served.url}/graphql` }]);

    const answer = await ask(hub.url, "{ fine broken }");

    expect(answer.data).toEqual({ fine: "fine", broken: null });
    expect(answer.errors?.length).toBe(1);
    expect(JSON.stringify(answer)).not.toMatch(inside);
  });

  test("and is known to the hub is told in words, with its code", async () => {
    const hub = await serveHub([broken], { engine });

    const { errors: told = [] } = await ask(hub.url, "{ known }");

    expect(told).toEqual([expect.objectContaining({ extensions: expect.objectContaining({ code: "ID_INVALID" }) })]);
    expect(told[0]?.message).toMatch(/[ぁ-ん]/);
  });

  const strange = [
    [
      "an error with a stack",
      JSON.stringify({ data: null, errors: [{ message: secret, extensions: { code: "X", stacktrace: [secret] } }] }),
      200,
    ],
    [
      "an error with no code",
      JSON.stringify({ errors: [{ message: secret, extensions: { exception: { sql: secret } } }] }),
      500,
    ],
    [
      "an error of one field",
      JSON.stringify({ data: { fine: null }, errors: [{ message: secret, path: ["fine"] }] }),
      200,
    ],
    ["no JSON", `<html>${secret}</html>`, 502],
    ["half an answer", '{"data":{"fine":"', 200],
    ["something else", "[]", 200],
  ] as const;

  test.each(strange)("at somebody else's stays inside: %s", async (_, body, status) => {
    const hub = await serveHub([], { engine }, [{ name: "broken", url: await strangerAnswering(body, status) }]);

    const answer = await ask(hub.url, "{ fine }");

    expect(answer.errors?.length).toBeGreaterThan(0);
    expect(JSON.stringify(answer)).not.toMatch(inside);
  });
});

describe("what goes wrong inside a subgraph elsewhere", () => {
  test("stands in its log with its place, in the hub's with path and code, and the caller has the id of both", async () => {
    const logs = { subgraph: keepLines(), hub: keepLines() };
    const elsewhere = await serveSubgraph(broken, testConfig(), { log: logs.subgraph.log });
    closing.push(() => elsewhere.close());
    const hub = await openHub({}, { log: logs.hub.log });
    await hub.serve({ local: [], elsewhere: [{ name: "broken", url: `${elsewhere.url}/graphql` }] });

    const answer = await ask(hub.url, "{ fine broken }");

    const requestId = answer.errors?.[0]?.extensions?.requestId;
    expect(requestId).toEqual(expect.any(String));
    expect(logs.subgraph.lines("resolver failed")).toEqual([
      expect.objectContaining({
        requestId,
        subgraph: "broken",
        path: "broken",
        fault: expect.objectContaining({ at: expect.arrayContaining([expect.stringContaining("masking.test.ts")]) }),
      }),
    ]);
    expect(logs.hub.lines("subgraph failed")).toEqual([
      expect.objectContaining({ requestId, subgraph: "broken", code: "INTERNAL_SERVER_ERROR", path: "broken" }),
    ]);
    expect(JSON.stringify([logs.subgraph.lines(), logs.hub.lines()])).not.toContain("山田");
  });
});
