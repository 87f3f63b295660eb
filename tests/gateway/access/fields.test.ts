import { writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import type { Hub } from "../../../gateway/hub.ts";
import { ask } from "../../support/ask.ts";
import { post, send } from "../../support/raw-http.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { serveHub } from "../../support/test-hub.ts";
import { type Caller, callers, headersIn, oracles, payroll, routes, secret, seenBy, sha256, taxes } from "./payroll.ts";

const engines = ["hub", "apollo"] as const;
const everybody = Object.keys(callers) as Caller[];

describe.each(engines)("a protected field (%s)", (engine) => {
  let hub: Hub;
  let headers: Awaited<ReturnType<typeof headersIn>>;

  beforeAll(async () => {
    const dataFolder = temporaryFolder();
    headers = await headersIn(dataFolder);
    hub = await serveHub([payroll, taxes], { engine, dataFolder });
  });

  const change = (route: string) => route === "mutation payload";

  describe.each(Object.entries(routes))("by way of %s", (route, document) => {
    test.each(Object.entries(seenBy))("%s is seen by those who may, and by nobody else", async (field, seers) => {
      for (const caller of everybody) {
        // Who may change nothing hears of that first.
        if (change(route) && caller !== "public" && caller !== "own department") continue;
        const answer = await ask(hub.url, document(field), {}, headers[caller]);
        const text = JSON.stringify(answer.data ?? null);

        if (seers.includes(caller)) expect([caller, answer.status, answer.errors]).toEqual([caller, 200, undefined]);
        else {
          expect([caller, answer.status, text]).toEqual([caller, 403, "null"]);
          expect(answer.errors).toEqual([
            {
              message: expect.stringContaining(`Staff.${field}`),
              extensions: { code: "FORBIDDEN_FIELD", text: expect.anything(), requestId: expect.any(String) },
            },
          ]);
        }
        expect(JSON.stringify(answer).includes(String(secret))).toBe(
          seers.includes(caller) && field !== "grade" && route !== "union",
        );
      }
    });
  });

  test.each(oracles)("is not to be guessed by %s", async (_, document, variables) => {
    const refused = await ask(hub.url, document, variables, headers.member);
    const answered = await ask(hub.url, document, variables, headers.auditor);

    expect([refused.status, refused.errors?.[0]?.extensions.code, refused.data]).toEqual([
      403,
      "FORBIDDEN_FIELD",
      undefined,
    ]);
    expect([answered.status, answered.errors]).toEqual([200, undefined]);
  });

  test.each([
    ['{ everyone(filter: { name: "salary" }, orderBy: NAME, search: "salary") { totalCount facets { name } } }', {}],
    [
      "query ($f: StaffFilter, $s: String) { everyone(filter: $f, search: $s) { totalCount } }",
      { f: { name: "SALARY_DESC" }, s: "SALARY" },
    ],
    ["{ staff { id name boss { name } } person { name } holder { ... on Staff { name } } }", {}],
    ['{ __schema { types { name } } __type(name: "Staff") { fields { name } } }', {}],
  ])("keeps nobody from asking what is open: %s", async (document, variables) => {
    const { status, errors } = await ask(hub.url, document, variables);

    expect([status, errors]).toEqual([200, undefined]);
  });

  test.each([
    ["{ vaults { nodes { name } } }"],
    ["{ vaults { totalCount } }"],
    ["{ vaults { __typename } }"],
    ["{ holder { ... on Vault { __typename } } }"],
    ["{ holder { __typename } }"],
  ])("of a type that is protected as a whole says nothing: %s", async (document) => {
    const refused = await ask(hub.url, document, {}, headers.operator);
    const answered = await ask(hub.url, document, {}, headers.auditor);

    expect([refused.status, refused.data]).toEqual([403, undefined]);
    expect([answered.status, answered.errors]).toEqual([200, undefined]);
  });

  test.each(["closed", "strange"])("whose rule nobody understands is seen by nobody: %s", async (field) => {
    for (const caller of everybody) {
      const { status, data } = await ask(hub.url, `{ ${field} }`, {}, headers[caller]);

      expect([caller, status, data]).toEqual([caller, 403, undefined]);
    }
  });

  test("tells nothing through an error either", async () => {
    const refused = await ask(hub.url, "{ staff { failing } }", {}, headers.member);
    const answered = await ask(hub.url, "{ staff { failing } }", {}, headers.auditor);

    expect(refused.status).toBe(403);
    expect(answered.data).toEqual({ staff: { failing: null } });
    expect(JSON.stringify(answered)).not.toContain(String(secret));
  });

  test("is refused by GET, by a remembered hash and in a stream as by POST", async () => {
    const query = "{ staff { salary } }";
    const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash: sha256(query) } });
    const asGet = (parameters: Record<string, string>, more: object) =>
      send(hub.url, {
        method: "GET",
        path: `/graphql?${new URLSearchParams(parameters)}`,
        headers: { "apollo-require-preflight": "1", ...more },
      });
    await asGet({ query, extensions }, headers.auditor);

    const answers = [
      await asGet({ query }, headers.member),
      await asGet({ extensions }, headers.member),
      await send(hub.url, {
        headers: { "content-type": "application/json", accept: "text/event-stream", ...headers.member },
        body: JSON.stringify({ query }),
      }),
    ];
    const known = await asGet({ extensions }, headers.auditor);

    expect(answers.map(({ body }) => [body.includes("FORBIDDEN_FIELD"), body.includes(String(secret))])).toEqual([
      [true, false],
      [true, false],
      [true, false],
    ]);
    expect(known.body).toContain(String(secret));
  });

  test("is refused over a WebSocket as by POST", async () => {
    const over = async ({ authorization }: Readonly<Record<string, string>>) => {
      const url = `${hub.url.replace("http", "ws")}/graphql`;
      const client = createClient({ url, webSocketImpl: WebSocket, connectionParams: { authorization } });
      const { value } = await client.iterate({ query: "{ staff { salary } }" }).next();
      await client.dispose();
      return JSON.stringify(value);
    };

    const [refused, answered] = [await over(headers.member), await over(headers.auditor)];

    expect(refused).toContain("FORBIDDEN_FIELD");
    expect(refused).not.toContain(String(secret));
    expect(answered).toContain(String(secret));
  });

  test("is refused in a trusted document as in any other", async () => {
    const query = "{ staff { salary } }";
    const file = path.join(temporaryFolder(), "documents.json");
    writeFileSync(file, JSON.stringify({ Salary: query }));
    const dataFolder = temporaryFolder();
    const known = await headersIn(dataFolder);
    const documents = { documents: "trusted", trustedDocuments: file } as const;
    const trusting = await serveHub([payroll, taxes], { engine, dataFolder, ...documents });

    const refused = await post(trusting.url, { documentId: "Salary" }, known.member);
    const answered = await post(trusting.url, { documentId: "Salary" }, known.auditor);

    expect([refused.status, refused.body.includes(String(secret))]).toEqual([403, false]);
    expect(answered.body).toContain(String(secret));
  });
});
