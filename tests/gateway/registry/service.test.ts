/** The service behind the address that is published: asked before anybody else is sent there. */
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { serviceDifferences } from "../../../gateway/registry/check/service-differences.ts";
import type { Json } from "../../support/ask.ts";
import { databases } from "../../support/databases.ts";
import { published, type RegistryHub, serve, startRegistryHub } from "../../support/registry-hub.ts";

const sdl = published(`"問い合わせ。" type Query { "天気。" weather: String "風。" wind: String }`);
const resolvers = { Query: { weather: () => "fine", wind: () => "north" } };

const opened: Pick<Server, "close">[] = [];
let registry: RegistryHub;
let token: string;
let same: string;
let other: string;

beforeAll(async () => {
  registry = await startRegistryHub(databases[0].newSettings());
  token = await registry.token("weather");
  same = (await serve({ sdl: "type Query { wind: String weather: String }", resolvers })).url;
  other = (await serve({ sdl: "type Query { weather: Int rain: Int }", resolvers: {} })).url;
}, 400_000);

afterAll(() => {
  for (const server of opened) server.close();
});

async function listening(server: Pick<Server, "listen" | "address" | "close">): Promise<string> {
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

async function findings(name: string, body: object): Promise<readonly string[]> {
  const { json } = await registry.change(token, name, { subgraph: "weather", sdl, ...body });
  const found = json.results.flatMap((result: Json) => result.findings ?? []);
  return found
    .filter(({ code }: Json) => /^(?:SERVICE|URL)_/.test(code))
    .map(({ code, severity }: Json) => `${severity} ${code}`);
}

const strict = { notYetRunning: false };

describe("a service that", () => {
  test("does not answer is a warning of a check, and an error of a publish that does not say so", async () => {
    const url = "http://127.0.0.1:9/graphql";

    expect(await findings("check", { url })).toEqual(["warning SERVICE_SILENT"]);
    expect(await findings("publish", { url, ...strict })).toEqual(["error SERVICE_SILENT"]);
  }, 400_000);

  test("serves another schema is told with what differs", async () => {
    const { json } = await registry.change(token, "publish", { subgraph: "weather", sdl, url: other, ...strict });

    const found = json.results.flatMap((result: Json) => result.findings ?? []);
    const differs = found.find(({ code }: Json) => code === "SERVICE_DIFFERS");
    expect([json.outcome, differs.severity]).toEqual(["rejected", "error"]);
    expect(differs.message.en).toContain(
      "Query.rain (only in the service), Query.weather (not the same in both), Query.wind (only in the file)",
    );
    expect(differs.message.en).toContain(other);
  }, 400_000);

  test("is no subgraph is refused whatever is said of it, and nothing of its answer is told", async () => {
    const ssh = createServer((socket) => socket.on("error", () => undefined).end("SSH-2.0-secret_7\r\n"));
    const page = createHttpServer((_, response) => response.end(`{"data":{"secret_7":1}}`));
    const moved = createHttpServer((_, response) => response.writeHead(307, { location: same }).end());
    const large = createHttpServer((_, response) =>
      response.end(JSON.stringify({ data: { _service: { sdl: " ".repeat(3 * 1024 * 1024) } } })),
    );
    const urls = await Promise.all([ssh, page, moved, large].map(listening));

    for (const url of [...urls, `${registry.hub.url}/graphql`]) {
      const { json } = await registry.change(token, "check", { subgraph: "weather", sdl, url });
      const { findings: found } = json.results.find(({ check }: Json) => check === "service");
      expect(found).toMatchObject([{ code: "SERVICE_FOREIGN", severity: "error" }]);
      expect(JSON.stringify(json)).not.toContain("secret_7");
    }
    expect(await findings("publish", { url: urls[0], notYetRunning: true })).toEqual(["error SERVICE_FOREIGN"]);
  }, 400_000);

  test("serves the schema, in whatever order, is published without a word", async () => {
    expect(await findings("check", { url: same })).toEqual([]);
    const { json } = await registry.change(token, "publish", { subgraph: "weather", sdl, url: same, ...strict });
    expect(json.outcome).toBe("published");
  }, 400_000);

  test("is another department's is refused, by whatever name its machine goes", async () => {
    token = await registry.token("sea");
    const sea = { subgraph: "sea", url: same.replace("127.0.0.1", "localhost") };

    expect(await findings("publish", sea)).toEqual(["error URL_TAKEN"]);
  }, 400_000);
});

describe("the difference between two schemas", () => {
  const federation = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])`;

  test("is none for what libraries write otherwise", () => {
    const mine = `${federation} type Query { a: A } "x" type A @key(fields: "id  name") { id: ID! name(b: Int = 1, c: Int): String }`;
    const printed = `${federation} scalar _Any union _Entity = A type _Service { sdl: String }
      extend type A @key(fields: "id, name", resolvable: true) { id: ID! } extend type A { name(c: Int, b: Int = 1): String }
      type Query { a: A _entities(representations: [_Any!]!): [_Entity]! _service: _Service! }`;

    expect(serviceDifferences(mine, printed)).toEqual([]);
  });

  const base = `${federation} type Query { a(in: In): A } type A @key(fields: "id") { id: ID! e: E } input In { x: Int } enum E { P Q }`;
  const changes = [
    ["a type of a field", "e: E }", "e: E! }", ["A.e"]],
    ["a key", `"id"`, `"id e"`, ["A"]],
    ["a default value", "x: Int", "x: Int = 1", ["In.x"]],
    ["a value", "P Q", "P", ["E.Q"]],
    ["an argument", "a(in: In)", "a", ["Query.a"]],
  ] as const;

  test.each(changes)("names %s", (_, from, to, named) => {
    const differences = serviceDifferences(base, base.replace(from, to));
    expect(differences?.map(({ coordinate }) => coordinate)).toEqual(named);
  });
});
