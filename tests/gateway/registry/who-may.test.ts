import { beforeAll, describe, expect, test } from "@jest/globals";
import { ask } from "../../support/ask.ts";
import { databases } from "../../support/databases.ts";
import { post, send } from "../../support/raw-http.ts";
import { published, type RegistryHub, serve, startRegistryHub } from "../../support/registry-hub.ts";

let registry: RegistryHub;
let weather: string;
let url: string;

const sdl = published(`"問い合わせ。" type Query { "天気。" weather: String }`);
const changes = ["publish", "check", "rollback", "delete", "approve", "refuse", "answer"];
const reads = ["subgraphs", "graph", "history?subgraph=towns", "launches", "document?digest=0", "pending"];

beforeAll(async () => {
  registry = await startRegistryHub(databases[0].newSettings());
  weather = await registry.token("weather");
  url = (await serve({ sdl: "type Query { weather: String }", resolvers: { Query: { weather: () => "fine" } } })).url;
}, 400_000);

const codeOf = ({ json }: { readonly json: { readonly errors?: readonly { extensions: { code: string } }[] } }) =>
  json.errors?.[0]?.extensions.code;

describe("whoever shows no token of the registry", () => {
  test.each([...changes.map((name) => ["POST", name]), ...reads.map((name) => ["GET", name])])(
    "is told nothing: %s %s",
    async (method, name) => {
      const forged = {
        "content-type": "application/json",
        "x-jinkatsu-call": "v1.registry.0.0.e30",
        "x-jinkatsu-department": "weather",
        cookie: "token=1",
        "x-forwarded-for": "127.0.0.1",
      };
      const { status, body } = await send(registry.hub.url, {
        method: method ?? "",
        path: `/registry/${name}`,
        headers: forged,
        ...(method === "POST" && {
          body: JSON.stringify({ subgraph: "weather", sdl, url, to: 1, draft: "x", reason: "x" }),
        }),
      });

      expect([status, JSON.parse(body).errors[0].extensions.code]).toEqual([401, "REGISTRY_TOKEN_MISSING"]);
    },
  );

  test.each(["nonsense", "jkr_0000000000000000_0000000000000000000000000000000000000000000", "a.b.c"])(
    "is refused with %s",
    async (token) => {
      expect((await registry.read(token, "subgraphs")).status).toBe(401);
    },
  );

  test("finds that a token of the registry opens nothing else", async () => {
    const { status } = await post(
      registry.hub.url,
      { query: "{ town { name } }" },
      { authorization: `Bearer ${weather}` },
    );

    expect(status).toBe(401);
  });
});

describe("a department", () => {
  test.each([
    ["publish", { sdl, url: "http://127.0.0.1:1/graphql" }],
    ["check", { sdl }],
    ["rollback", { to: 1 }],
    ["delete", {}],
    ["answer", { coordinate: "A", other: "B", answer: "link", reason: "x" }],
  ])("cannot %s for another", async (name, body) => {
    const answer = await registry.change(weather, name, { subgraph: "towns", ...body });

    expect([answer.status, codeOf(answer)]).toEqual([403, "REGISTRY_FORBIDDEN"]);
  });

  test.each([
    ["publish", ["read", "check"], { sdl, url: "http://127.0.0.1:1/graphql" }],
    ["check", ["read"], { sdl }],
    ["approve", ["publish"], { draft: "x", reason: "x" }],
  ] as const)("cannot %s with a token for %j", async (name, scopes, body) => {
    const answer = await registry.change(await registry.token("weather", scopes), name, {
      subgraph: "weather",
      ...body,
    });

    expect([answer.status, codeOf(answer)]).toEqual([403, "REGISTRY_FORBIDDEN"]);
  });
});

describe("a request to the registry", () => {
  test.each([
    ["too large", JSON.stringify({ subgraph: "weather", sdl: "#".repeat(2 * 1024 * 1024) }), 413],
    ["no object", "[]", 400],
    ["no JSON", "{", 400],
    ["without its parts", "{}", 400],
    ["with parts of another kind", JSON.stringify({ subgraph: 1, sdl: [] }), 400],
    ["with half a letter", `{"subgraph": "weather", "sdl": "\\ud800"}`, 400],
  ])("is refused where its body is %s", async (_, body, expected) => {
    const { status } = await send(registry.hub.url, {
      path: "/registry/publish",
      headers: { "content-type": "application/json", authorization: `Bearer ${weather}` },
      body,
    });

    expect(status).toBe(expected);
  });

  test.each(["../graphql", "%2e%2e/health", "publish/x", "constructor", "__proto__", ""])(
    "finds nothing at /registry/%s",
    async (path) => {
      const { status } = await send(registry.hub.url, {
        method: "GET",
        path: `/registry/${path}`,
        headers: { authorization: `Bearer ${weather}` },
      });

      expect(status).toBe(404);
    },
  );

  test("is worded in the language that is asked for", async () => {
    const { body } = await send(registry.hub.url, {
      method: "GET",
      path: "/registry/subgraphs",
      headers: { "accept-language": "ja" },
    });

    expect(JSON.parse(body).errors[0].message).toMatch(/^レジストリを使うには/);
  });
});

describe("what a department may not have the hub call", () => {
  test.each([
    "file:///etc/passwd",
    "http://169.254.169.254/latest/meta-data",
    "http://user:secret@127.0.0.1/graphql",
    "http://127.0.0.1\\@evil.example/",
    "javascript:alert(1)",
    "http://example.org/graphql",
    "not an address",
  ])("is refused at its publish, with the others served meanwhile: %s", async (hostile) => {
    const publishing = registry.change(weather, "publish", { subgraph: "weather", sdl, url: hostile });
    const meanwhile = await ask(registry.hub.url, "{ town { name } }");

    const { json } = await publishing;
    expect(json.outcome).toBe("rejected");
    expect(json.results.find(({ check }: { check: string }) => check === "url").findings).toHaveLength(1);
    expect(meanwhile.data.town).toEqual({ name: "Toyama" });
  });
});
