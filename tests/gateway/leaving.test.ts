import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { errors } from "#kit/errors.ts";
import type { Issuer as TrustedIssuer } from "../../gateway/access/issuers.ts";
import type { Hub } from "../../gateway/hub.ts";
import { ask } from "../support/ask.ts";
import { audience, type Issuer, startIssuer } from "../support/issuer.ts";
import { post, send } from "../support/raw-http.ts";
import { openHub, serveHub, subgraphOf } from "../support/test-hub.ts";

const closing: (() => unknown)[] = [];

afterAll(async () => {
  for (const close of closing) await close();
});

const sdl =
  "type Query { town(size: Size): Town home: Town known: String broken: String } type Town { name: String! } enum Size { BIG }";

const towns = subgraphOf("towns", sdl, {
  Query: {
    town: () => ({ name: "Himi" }),
    known: () => {
      throw errors.idInvalid();
    },
    broken: () => {
      throw new Error("SELECT secret");
    },
  },
});

/** A subgraph of somebody else that answers everything but the question for its SDL with this. */
async function strangerAnswering(answer: object): Promise<string> {
  const server = createServer(async (request, response) => {
    let asked = "";
    for await (const chunk of request) asked += chunk;
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(asked.includes("_service") ? { data: { _service: { sdl: towns.sdl } } } : answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

let hub: Hub;

beforeAll(async () => {
  hub = await serveHub([towns]);
});

const japanese = /[ぁ-ん]/;
const messageOf = async (query: string, language: string, url = hub.url) =>
  (await ask(url, query, {}, { "accept-language": language })).errors?.[0]?.message ?? "";

describe("the text of an error", () => {
  const wrong = {
    "of a subgraph": "{ known }",
    "of an unexpected fault": "{ broken }",
    "of a limit": `{ ${"__typename ".repeat(21)} }`,
    "of the hub": "subscription { town { name } }",
  };

  test.each(Object.entries(wrong))("%s is in the language that is asked for", async (_, query) => {
    expect(await messageOf(query, "ja")).not.toMatch(/[A-Za-z]{3} [a-z]/);
    expect(await messageOf(query, "en-GB,en;q=0.8,ja;q=0.3")).not.toMatch(japanese);
  });

  test.each(["*", "fr", "ja;q=0", ";;;,q=", "en;q=0,ja;q=0"])(
    "is in both where none is asked for (%s)",
    async (language) => {
      expect(await messageOf("{ known }", language)).toMatch(/known form.* \/ .*正しく/);
    },
  );

  test("is in the language wanted most", async () => {
    expect(await messageOf("{ known }", "en;q=0.5, ja;q=0.9")).toMatch(japanese);
    expect(await messageOf("{ known }", "fr, en;q=0.5, ja;q=0.1")).not.toMatch(japanese);
  });

  test("of graphql-js is introduced in Japanese", async () => {
    expect(await messageOf("{ twn }", "ja")).toMatch(/^問い合わせがスキーマに合いません。 Cannot query field "twn"/);
    expect(await messageOf("{ town", "ja")).toMatch(/^GraphQL の文書として読めません。 Syntax Error/);
  });

  test("stays in both languages beside the message", async () => {
    const { errors: told = [] } = await ask(
      hub.url,
      `{ ${"__typename ".repeat(21)} }`,
      {},
      { "accept-language": "ja" },
    );

    expect(told[0]?.extensions.text).toEqual({ ja: told[0]?.message, en: expect.stringMatching(/^[ -~]+$/) });
  });
});

describe("every error", () => {
  const requests = {
    "in a field": () => post(hub.url, { query: "{ broken }" }),
    "in a document": () => post(hub.url, { query: "{" }),
    "in a body": () => send(hub.url, { headers: { "content-type": "application/json" }, body: "{" }),
    "of a limit": () => post(hub.url, { query: `{ ${"__typename ".repeat(21)} }` }),
    "of a body over the limit": () => send(hub.url, { body: "x".repeat(300_000), agent: false }),
    "of a place that is not there": () => send(hub.url, { path: "/nothing" }),
    "of a stream": () => send(hub.url, { path: "/graphql/stream" }),
    "of a simple request": () => send(hub.url, { headers: { "content-type": "text/plain" }, body: "{}" }),
  };

  test.each(Object.entries(requests))("%s has a code and the id of its request", async (_, request) => {
    const { headers, body } = await request();

    const { errors: told } = JSON.parse(body);
    expect(told.length).toBeGreaterThan(0);
    for (const { extensions } of told) {
      expect(extensions.requestId).toBe(headers["x-request-id"]);
      expect(extensions.code).toMatch(/^[A-Z_]+$/);
    }
  });

  test("while the hub starts has them too", async () => {
    const starting = await openHub();

    const { status, headers, body } = await post(starting.url, { query: "{ town { name } }" });

    expect(status).toBe(503);
    expect(JSON.parse(body).errors[0].extensions).toMatchObject({
      code: "HUB_STARTING",
      requestId: headers["x-request-id"],
    });
  });
});

describe("the schema", () => {
  const misspelt = [
    "{ twn { name } }",
    "{ town { nam } }",
    "{ town(siz: BIG) { name } }",
    "{ town(size: BGI) { name } }",
  ];

  test.each(misspelt)("is named by suggestions in development only (%s)", async (query) => {
    const production = await serveHub([towns], { mode: "production" });

    expect(await messageOf(query, "en")).toMatch(/Did you mean/);
    expect(await messageOf(query, "en", production.url)).toMatch(/^(?!.*Did you mean).+[.,:"]/);
  });

  const introspections = [
    "{ __schema { types { name } } }",
    '{ a: __type(name: "Town") { name } }',
    "{ ...F } fragment F on Query { ... { __schema { queryType { name } } } }",
  ];

  describe.each(["hub", "apollo"] as const)("in production (%s)", (engine) => {
    let issuer: Issuer;
    let production: Hub;

    beforeAll(async () => {
      issuer = await startIssuer();
      const roles = ["portal", "member", "auditor"];
      const issuers = [{ ...issuer.setting, audience: [audience], roles, scopes: "all" }] as unknown as TrustedIssuer[];
      production = await serveHub([towns], { mode: "production", engine, issuers });
    });

    const as = async (role: string) => {
      if (role === "the public") return {};
      const claims = { roles: [role], ...(role === "member" && { department: "welfare" }) };
      return { authorization: `Bearer ${await issuer.token(claims)}` };
    };

    test.each(["the public", "portal"])("is told to %s by no introspection and no suggestion", async (role) => {
      for (const query of introspections)
        expect(await ask(production.url, query, {}, await as(role))).toMatchObject({
          status: 403,
          errors: [{ extensions: { code: "FORBIDDEN_FIELD" } }],
        });
      for (const query of misspelt)
        expect(JSON.stringify(await ask(production.url, query, {}, await as(role)))).not.toContain("Did you mean");
    });

    test.each(["member", "auditor"])("is told to a caller in the role of %s", async (role) => {
      for (const query of introspections)
        expect((await ask(production.url, query, {}, await as(role))).errors).toBeUndefined();
      for (const query of misspelt)
        expect(JSON.stringify(await ask(production.url, query, {}, await as(role)))).toContain("Did you mean");
    });
  });

  test("is told to everybody by introspection in development", async () => {
    for (const query of introspections) expect((await ask(hub.url, query)).errors).toBeUndefined();
  });
});

describe.each(["hub", "apollo"] as const)("what a department answers wrongly (%s)", (engine) => {
  const askStranger = async (answer: object) => {
    const url = await strangerAnswering(answer);
    const own = await serveHub([], { engine }, [{ name: "towns", url }]);
    return ask(own.url, "{ home { name } }", {}, { "accept-language": "en" });
  };

  test("is an error at its place where it is null and must not be", async () => {
    const answer = await askStranger({ data: { home: { name: null } } });

    expect(answer).toEqual({
      status: 200,
      data: { home: null },
      errors: [
        {
          message: errors.subgraphValueInvalid().text.en,
          path: expect.arrayContaining(["home"]),
          extensions: expect.objectContaining({ code: "SUBGRAPH_VALUE_INVALID", requestId: expect.any(String) }),
        },
      ],
    });
  });

  test.each(["GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED", "BAD_REQUEST"])(
    "stays inside where it speaks of the question that the hub asked it (%s)",
    async (code) => {
      const answer = await askStranger({
        data: null,
        errors: [{ message: "Unknown type Inner", extensions: { code } }],
      });

      expect(answer.errors).toMatchObject([
        { message: "Internal error", extensions: { code: "INTERNAL_SERVER_ERROR" } },
      ]);
    },
  );
});

describe("every answer", () => {
  const answers = {
    "to a question": () => post(hub.url, { query: "{ town { name } }" }),
    "to a browser": () => send(hub.url, { method: "GET", headers: { accept: "text/html" } }),
    "to whoever looks after health": () => send(hub.url, { method: "GET", path: "/health/live" }),
    "to a page of another site": () => post(hub.url, { query: "{ town { name } }" }, { origin: "https://example.jp" }),
    "to a page of another site that asks first": () =>
      send(hub.url, {
        method: "OPTIONS",
        headers: { origin: "https://example.jp", "access-control-request-method": "POST" },
      }),
  };

  test.each(Object.entries(answers))("%s is closed to other sites", async (_, request) => {
    const { headers } = await request();

    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "x-frame-options": "DENY",
      "cross-origin-resource-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "content-security-policy": expect.stringMatching(
        /^default-src 'none'; script-src 'self';.*frame-ancestors 'none'/,
      ),
    });
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    expect(headers["x-powered-by"]).toBeUndefined();
  });
});

describe("a document of several operations", () => {
  const query = "query A { town { name } } query B { town { name } }";

  test.each([{}, { operationName: "C" }])(
    "is refused where it is not clear which one is to run (%j)",
    async (which) => {
      const { status, body } = await post(hub.url, { query, ...which });

      expect([status, JSON.parse(body).errors[0].extensions.code]).toEqual([400, "OPERATION_RESOLUTION_FAILURE"]);
    },
  );
});
