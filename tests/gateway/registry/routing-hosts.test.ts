import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { stringify } from "yaml";
import type { Config } from "../../../gateway/config.ts";
import { urlFindings } from "../../../gateway/registry/check/check-url.ts";
import { readDesignPolicy } from "../../../gateway/registry/policy.ts";
import { judgeRoutingHosts } from "../../../gateway/registry/routing-hosts.ts";
import { ask } from "../../support/ask.ts";
import { send } from "../../support/raw-http.ts";
import { published, serve, startRegistryHub } from "../../support/registry-hub.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const here = ["http://127.0.0.1:4006/graphql", "http://localhost:6379/", "http://[::1]:4006/", "http://127.0.0.1/"];

const allowedOf = (listed: readonly string[], mode: "development" | "production") => {
  const { allowed } = judgeRoutingHosts(listed, mode);
  return here.filter((url) => urlFindings(url, allowed).length === 0);
};

describe("this machine", () => {
  test("is called by no publish in production, by the policy that comes with the hub", () => {
    const { routingHosts, hostsWithoutPort } = readDesignPolicy(undefined, "production");

    expect(here.flatMap((url) => urlFindings(url, routingHosts).map(({ code }) => code))).toEqual(
      here.map(() => "URL_HOST"),
    );
    expect(hostsWithoutPort).toEqual([]);
  });

  test("is called at the ports that the policy names", () => {
    expect(allowedOf(["127.0.0.1:4006"], "production")).toEqual(["http://127.0.0.1:4006/graphql"]);
    expect(allowedOf(["[::1]:4006"], "production")).toEqual(["http://[::1]:4006/"]);
  });

  test.each(["127.0.0.1", "localhost", "[::1]", "127.0.0.2", "*.localhost", "LOCALHOST"])(
    "is not called in production at a port of the publisher's choice, though the policy lists %s, and that is said",
    (host) => {
      expect(allowedOf([host], "production")).toEqual([]);
      expect(judgeRoutingHosts([host, "weather.example.jp"], "production")).toEqual({
        allowed: ["weather.example.jp"],
        withoutPort: [host],
      });
    },
  );

  test("is called at any port in development", () => {
    expect(allowedOf([], "development")).toEqual(here);
  });
});

describe("a hub whose policy no longer allows what was published", () => {
  const key = "k".repeat(32);
  const settings = { dataFolder: temporaryFolder(), databaseUrl: undefined };
  const sdl = published(`"問い合わせ。" type Query { "天気。" weather: String }`);

  function production(routingHosts: readonly string[]): Partial<Config> {
    const policy = path.join(temporaryFolder(), "policy.yaml");
    const defaults = { public: "all", portal: "all", member: "all", approver: "all", auditor: "all", operator: "all" };
    writeFileSync(policy, stringify({ defaults, design: { ...readDesignPolicy(), contracts: {}, routingHosts } }));
    return { mode: "production", policy, subgraphKeys: new Map([["weather", [key]]]) };
  }

  const notesOf = async (url: string) => JSON.parse((await send(url, { method: "GET", path: "/health/ready" })).body);

  test("names it, keeps its part of the graph, and calls it again when its host and port are listed", async () => {
    const weather = await serve({
      sdl: "type Query { weather: String }",
      resolvers: { Query: { weather: () => "fine" } },
    });
    const { host } = new URL(weather.url);
    const first = await startRegistryHub(settings);
    const body = { subgraph: "weather", sdl, url: weather.url };
    const { json } = await first.change(await first.token("weather"), "publish", body);
    await first.hub.close();
    expect(json.outcome).toBe("published");

    const narrowed = await startRegistryHub(settings, production(["127.0.0.1"]));
    const [refused, notes] = [
      await ask(narrowed.hub.url, "{ weather town { name } }"),
      await notesOf(narrowed.hub.url),
    ];
    await narrowed.hub.close();
    const listed = await startRegistryHub(settings, production([host]));
    const answered = await ask(listed.hub.url, "{ weather }");

    expect(refused.data).toEqual({ weather: null, town: { name: "Toyama" } });
    expect(notes).toEqual({
      status: "ready",
      notes: [`weather is not called: ${host} is not in design.routingHosts`],
    });
    expect(answered.data).toEqual({ weather: "fine" });
    expect(await notesOf(listed.hub.url)).toEqual({ status: "ready", notes: [] });
  }, 400_000);
});

describe("the policy that comes with the hub", () => {
  test("lists no host, so that an operator lists those that are meant", () => {
    const file = path.resolve(import.meta.dirname, "../../../schema/policy.yaml");

    expect(readFileSync(file, "utf8")).toMatch(/^ {2}routingHosts: \[\]$/m);
  });
});
