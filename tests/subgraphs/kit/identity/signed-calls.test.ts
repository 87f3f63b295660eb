import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createCallAcceptor } from "#kit/identity/accept-call.ts";
import { createIdentity, publicIdentity } from "#kit/identity/identity.ts";
import { callHeader, signatureHeader, signerFor } from "#kit/identity/sign-call.ts";
import { parseSubgraphKeys } from "#kit/identity/subgraph-keys.ts";
import type { Listening } from "#kit/server/listen.ts";
import { serveSubgraph } from "#kit/server/subgraph.ts";
import { post, send } from "../../../support/raw-http.ts";
import { subgraphOf, testConfig } from "../../../support/test-hub.ts";

const key = "k".repeat(32);
const oldKey = "o".repeat(32);
const keys = new Map([["pay", [key, oldKey]]]);

const pay = () =>
  subgraphOf(
    "pay",
    `type Staff @key(fields: "id") { id: ID! salary: Int @policy(policies: [["audit"]]) }
     type Vault @key(fields: "id") @authenticated { id: ID! }
     type Query { staff: Staff who: String } type Mutation { raise: Int }`,
    {
      Staff: { salary: () => 987_654_321, __resolveReference: (staff: unknown) => staff },
      Vault: { __resolveReference: (vault: unknown) => vault },
      Query: {
        staff: () => ({ id: "1" }),
        who: (_: unknown, __: unknown, { identity, mayWrite }: { identity: { key: string }; mayWrite: boolean }) =>
          `${identity.key} ${mayWrite}`,
      },
    } as never,
  );

const auditor = createIdentity({ subject: "a", roles: ["auditor"] });
const portal = createIdentity({ subject: "b", roles: ["portal"], scopes: ["人材:読む"] });
const sign = signerFor(keys, "pay");

let subgraph: Listening;

beforeAll(async () => {
  subgraph = await serveSubgraph(pay(), testConfig({ mode: "production", subgraphKeys: keys }));
});

afterAll(() => subgraph.close());

async function ask(query: string, headers: (body: string) => Readonly<Record<string, string>>) {
  const content = { query };
  const { status, body } = await post(subgraph.url, content, headers(JSON.stringify(content)));
  return { status, ...JSON.parse(body) };
}

const asked = "{ staff { salary } }";
const refused = {
  status: 401,
  errors: [{ message: expect.any(String), extensions: { code: "CALL_REFUSED", text: expect.anything() } }],
};

describe("a call that the gateway has signed", () => {
  test("is answered on behalf of whom it names", async () => {
    const answer = await ask("{ who }", (body) => sign(body, { identity: portal, mayWrite: false }));

    expect(answer).toEqual({ status: 200, data: { who: `${portal.key} false` } });
  });

  test("makes nobody a developer in production", async () => {
    const answer = await ask("{ who }", (body) => sign(body, { identity: publicIdentity, mayWrite: true }));

    expect(answer).toEqual({ status: 200, data: { who: `${publicIdentity.key} false` } });
  });

  test("may be signed with the old key while it is replaced", async () => {
    const answer = await ask("{ who }", signerFor(new Map([["pay", [oldKey]]]), "pay"));

    expect(answer.status).toBe(200);
  });

  test("is held by the subgraph to the rules of its own SDL, also where entities are asked for", async () => {
    const entities = '{ _entities(representations: [{ __typename: "Staff", id: "1" }]) { ... on Staff { salary } } }';
    const vault = '{ _entities(representations: [{ __typename: "Vault", id: "1" }]) { __typename } }';
    const on = (identity: typeof auditor) => (body: string) => sign(body, { identity, mayWrite: false });

    expect((await ask(asked, on(auditor))).data).toEqual({ staff: { salary: 987_654_321 } });
    expect((await ask(entities, on(auditor))).data).toEqual({ _entities: [{ salary: 987_654_321 }] });
    expect((await ask(vault, on(portal))).data).toEqual({ _entities: [{ __typename: "Vault" }] });
    for (const document of [asked, entities]) {
      const { data, errors } = await ask(document, on(portal));
      expect(JSON.stringify(data)).not.toContain("987654321");
      expect(errors[0].extensions.code).toBe("FORBIDDEN_FIELD");
    }
    expect((await ask(vault, on(publicIdentity))).data).toEqual({ _entities: [null] });
  });

  test("holds once", async () => {
    const headers = sign(JSON.stringify({ query: "{ who }" }));

    const answers = [await ask("{ who }", () => headers), await ask("{ who }", () => headers)];

    expect(answers.map(({ status }) => status)).toEqual([200, 401]);
  });
});

describe("a subgraph in production", () => {
  const forge = (change: (call: string[]) => string[]) => (body: string) => {
    const headers = sign(body, { identity: publicIdentity, mayWrite: false });
    return { ...headers, [callHeader]: change(String(headers[callHeader]).split(".")).join(".") };
  };
  const claims = Buffer.from(JSON.stringify({ ...auditor, mayWrite: true })).toString("base64url");

  test.each([
    ["not signed", () => ({})],
    ["signed with another key", signerFor(new Map([["pay", ["x".repeat(32)]]]), "pay")],
    ["signed for another subgraph", signerFor(new Map([["tax", [key]]]), "tax")],
    ["signed for other words", () => sign('{"query":"{ who }"}')],
    ["raised to an auditor's", forge(([v = "", a = "", t = "", n = ""]) => [v, a, t, n, claims])],
    ["made new again", forge(([v = "", a = "", , n = "", c = ""]) => [v, a, String(Date.now() + 1), n, c])],
    ["given another nonce", forge(([v = "", a = "", t = "", , c = ""]) => [v, a, t, "AAAAAAAAAAAAAAAA", c])],
    ["without its signature", (body: string) => ({ [callHeader]: String(sign(body)[callHeader]) })],
    ["with an empty signature", (body: string) => ({ ...sign(body), [signatureHeader]: "" })],
    ["a client's that says who it is", () => ({ "x-jinkatsu-role": "auditor", authorization: "Bearer a.b.c" })],
  ])("refuses a call that is %s", async (_, headers: (body: string) => Readonly<Record<string, string>>) => {
    expect(await ask(asked, headers)).toEqual(refused);
  });

  test.each(["{ _service { sdl } }", "{ __schema { types { name } } }", "{ __typename }", "mutation { raise }", "{"])(
    "tells nobody anything without a signature: %s",
    async (query) => {
      expect(await ask(query, () => ({}))).toEqual(refused);
    },
  );

  test("takes no question from an address, which is not signed", async () => {
    const path = `/graphql?query=${encodeURIComponent(asked)}`;
    const headers = { "apollo-require-preflight": "1", ...sign("", { identity: auditor, mayWrite: false }) };

    expect(await send(subgraph.url, { method: "GET", path, headers })).toMatchObject({ status: 401 });
    expect(await send(subgraph.url, { method: "POST", path, headers })).toMatchObject({ status: 401 });
  });

  test("starts with a key only; in development, without one on loopback only", async () => {
    const missing = { code: "SUBGRAPH_KEYS_MISSING" };
    const none = new Map<string, string[]>();

    await expect(serveSubgraph(pay(), testConfig({ mode: "production", subgraphKeys: none }))).rejects.toMatchObject(
      missing,
    );
    await expect(serveSubgraph(pay(), testConfig({ host: "0.0.0.0", subgraphKeys: none }))).rejects.toMatchObject(
      missing,
    );
  });

  test("that runs unsigned in development takes everybody for the public", async () => {
    const open = await serveSubgraph(pay(), testConfig({ subgraphKeys: new Map() }));

    const { body } = await post(
      open.url,
      { query: asked },
      sign(JSON.stringify({ query: asked }), { identity: auditor, mayWrite: true }),
    );
    await open.close();

    expect(body).not.toContain("987654321");
  });
});

describe("the time of a call", () => {
  test.each([
    ["a minute", 60_000, true],
    ["more than a minute", 60_001, false],
    ["a little ahead", -5_000, true],
    ["far ahead", -5_001, false],
  ])("may be %s old: %i ms", (_, age, isAccepted) => {
    const clock = { now: Date.now() };
    const accept = createCallAcceptor(
      "pay",
      [key],
      () => clock.now,
      () => 120_000,
    );
    const headers = sign("{}");
    clock.now = Number(String(headers[callHeader]).split(".")[2]) + age;
    const attempt = () => accept({ headers, body: "{}" });

    if (isAccepted) expect(attempt().identity.key).toBe(publicIdentity.key);
    else expect(attempt).toThrow(expect.objectContaining({ code: "CALL_REFUSED" }));
  });

  test("is no longer accepted by a process that began after it was signed, whose predecessor may have accepted it", () => {
    const headers = sign("{}");
    const signedAt = Number(String(headers[callHeader]).split(".")[2]);
    const runningFor = (running: number) =>
      createCallAcceptor(
        "pay",
        [key],
        () => signedAt + 30_000,
        () => running,
      );

    expect(() => runningFor(29_000)({ headers, body: "{}" })).toThrow(
      expect.objectContaining({ code: "CALL_REFUSED" }),
    );
    expect(runningFor(30_000)({ headers, body: "{}" }).identity.key).toBe(publicIdentity.key);
  });

  test("is accepted though the clock was set back since the process began", () => {
    const clock = { now: Date.now() + 3_600_000 };
    const accept = createCallAcceptor("pay", [key], () => clock.now);
    clock.now = Date.now();

    expect(accept({ headers: sign("{}"), body: "{}" }).identity.key).toBe(publicIdentity.key);
  });

  test("is remembered for as long as the call could be sent again", () => {
    const clock = { now: Date.now() };
    const accept = createCallAcceptor("pay", [key], () => clock.now);
    const headers = sign("{}");
    accept({ headers, body: "{}" });

    for (const later of [1, 30_000, 59_000]) {
      clock.now = Number(String(headers[callHeader]).split(".")[2]) + later;
      expect(() => accept({ headers, body: "{}" })).toThrow(expect.objectContaining({ code: "CALL_REFUSED" }));
    }
  });
});

describe("keys of subgraphs", () => {
  test.each([
    ["", new Map()],
    [`pay=${key}`, new Map([["pay", [key]]])],
    [
      `pay=${key}, pay=${oldKey},tax=${key}`,
      new Map([
        ["pay", [key, oldKey]],
        ["tax", [key]],
      ]),
    ],
    [`pay=${key},pay=${key},pay=${key}`, undefined],
    ["pay=short", undefined],
    [`Pay=${key}`, undefined],
    [key, undefined],
  ])("are read from %s", (text, expected) => {
    expect(parseSubgraphKeys(text)).toEqual(expected);
  });
});
