/** `jinkatsu export`: the graph in the form in which other routers take it. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { published, type RegistryHub, serve, startRegistryHub, townsSdl } from "../../support/registry-hub.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { jinkatsu } from "./command-line.ts";

const settings = { dataFolder: temporaryFolder(), databaseUrl: undefined };
const weatherSdl = published(`"天気。" type Query { "空。" sky: String }`);
let hub: RegistryHub;
let token: string;
let url: string;

const exported = (...args: readonly string[]) =>
  jinkatsu(settings, ["export", "--hub", hub.hub.url, ...args], { LANG: "en_US.UTF-8", JINKATSU_TOKEN: token });

const yamlIn = (folder: string, file: string) => parse(readFileSync(path.join(folder, file), "utf8"));

/** `towns` runs with the hub, and `weather` elsewhere. */
beforeAll(async () => {
  hub = await startRegistryHub({ dataFolder: temporaryFolder(), databaseUrl: undefined });
  url = (await serve({ sdl: `type Query { sky: String }`, resolvers: { Query: { sky: () => "blue" } } })).url;
  token = await hub.token("weather");
  const { json } = await hub.change(token, "publish", { subgraph: "weather", sdl: weatherSdl, url });
  expect(json.outcome).toBe("published");
}, 400_000);

describe("a graph that is exported", () => {
  test("is the supergraph and a configuration for Apollo Router", async () => {
    const folder = temporaryFolder();

    const { output } = await exported("--for", "apollo-router", "--out", folder);

    expect(output.trim().split("\n")).toEqual([`${folder}/supergraph.graphql`, `${folder}/router.yaml`]);
    expect(readFileSync(path.join(folder, "supergraph.graphql"), "utf8")).toContain(
      `WEATHER @join__graph(name: "weather", url: "${url}")`,
    );
    expect(yamlIn(folder, "router.yaml")).toMatchObject({
      supergraph: { listen: "127.0.0.1:4000", introspection: false },
    });
  }, 400_000);

  test("is the supergraph and a configuration that names it for Hive Router", async () => {
    const folder = temporaryFolder();

    await exported("--for", "hive-router", "--out", folder);

    const { supergraph } = yamlIn(folder, "router.config.yaml");
    expect(supergraph.source).toBe("file");
    expect(readFileSync(path.join(folder, supergraph.path), "utf8")).toContain("join__Graph");
  }, 400_000);

  test("is every subgraph as it is, with its address, for Cosmo to compose", async () => {
    const folder = temporaryFolder();

    await exported("--for", "cosmo", "--out", folder);

    const { version, subgraphs } = yamlIn(folder, "compose.yaml");
    expect([version, subgraphs.map(({ name }: { name: string }) => name)]).toEqual([1, ["towns", "weather"]]);
    expect(subgraphs[1]).toEqual({
      name: "weather",
      routing_url: url,
      schema: { file: "./subgraphs/weather.graphql" },
    });
    expect(readFileSync(path.join(folder, subgraphs[1].schema.file), "utf8")).toBe(weatherSdl);
    expect(readFileSync(path.join(folder, subgraphs[0].schema.file), "utf8")).toContain(townsSdl);
  }, 400_000);

  test("tells which subgraphs no other program can call, and that the hub's rules stay with the hub", async () => {
    const { code, output, notes } = await exported("--for", "cosmo", "--out", temporaryFolder(), "--json");

    expect([code, JSON.parse(output).unreachable]).toEqual([1, ["towns"]]);
    expect(notes).toContain("the signatures of calls are the hub's");
  }, 400_000);

  test("is written over nothing unless forced, and then whole", async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, "router.yaml"), "ours");

    const refused = await exported("--for", "apollo-router", "--out", folder);
    const before = readdirSync(folder);
    const forced = await exported("--for", "apollo-router", "--out", folder, "--force");

    expect([refused.code, before]).toEqual([3, ["router.yaml"]]);
    expect(refused.notes).toContain("nothing was written");
    expect([forced.code, readdirSync(folder).sort()]).toEqual([1, ["router.yaml", "supergraph.graphql"]]);
    expect(yamlIn(folder, "router.yaml")).toHaveProperty("supergraph");
  }, 400_000);

  test("leaves no draft where a file cannot be replaced", async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, "supergraph.graphql"));

    const { code } = await exported("--for", "hive-router", "--out", folder, "--force");

    expect([code, readdirSync(folder)]).toEqual([3, ["supergraph.graphql"]]);
  }, 400_000);

  test("does not begin where the graph does not compose", async () => {
    const [from, folder] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(path.join(from, "towns.graphql"), "type Query { town: Nowhere }");

    const { code, notes } = await jinkatsu(settings, [
      ...["export", "--for", "cosmo", "--from", from, "--out", path.join(folder, "out")],
    ]);

    expect([code, notes]).toEqual([3, expect.stringContaining("does not compose")]);
    expect(readdirSync(folder)).toEqual([]);
  }, 400_000);
});
