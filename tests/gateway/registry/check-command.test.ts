import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Settings } from "#kit/settings.ts";
import { ask } from "../../support/ask.ts";
import { databases } from "../../support/databases.ts";
import { provenCaller } from "../../support/proven-caller.ts";
import { type Registry, registryAt, schemaFile } from "../../support/registry.ts";
import { published, type RegistryHub, startRegistryHub } from "../../support/registry-hub.ts";
import { type SubgraphServer, sdlOf, serveSmallSubgraph } from "../../support/small-subgraph.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { serveHub } from "../../support/test-hub.ts";
import { jinkatsu } from "../cli/command-line.ts";
import { jobs, people } from "../telemetry/town.ts";

function settingsFor(dataFolder: string): Settings {
  return { ...databases[0].newSettings(), dataFolder };
}

describe("jinkatsu check --usage", () => {
  const dataFolder = temporaryFolder();
  const against = path.join(dataFolder, "published");

  beforeAll(async () => {
    const hub = await serveHub([people, jobs], { dataFolder });
    await ask(hub.url, "query Staff { people { name } }", {}, await provenCaller(dataFolder, "portal"));
    await ask(hub.url, "query Anybody { broken }", {}, { "graphql-client-name": "stranger" });
    await hub.close();
    mkdirSync(against);
    for (const { name, sdl } of [people, jobs]) writeFileSync(path.join(against, `${name}.graphql`), sdl);
  });

  const checkWithout = (part: string, data = dataFolder) => {
    const schema = path.join(dataFolder, "proposed.graphql");
    writeFileSync(schema, people.sdl.replace(part, ""));
    const args = ["check", "people", "--schema", schema, "--against", against, "--usage", "--json"];
    return jinkatsu(settingsFor(data), args);
  };

  test("lets a field go that nobody asked the hub for", async () => {
    const { code, output } = await checkWithout("type Mutation { rename(id: ID!, name: String!): Person }");

    expect(code).toBe(0);
    expect(JSON.parse(output).findings).toContainEqual(
      expect.objectContaining({ code: "CHANGE_UNUSED", coordinate: "Mutation" }),
    );
  });

  test("lets a field go that only strangers asked for, and says how often", async () => {
    const { code, output } = await checkWithout("broken: String");

    expect(code).toBe(0);
    expect(JSON.parse(output).findings).toContainEqual(
      expect.objectContaining({
        code: "CHANGE_USED_UNPROVEN",
        coordinate: "Query.broken",
        message: expect.objectContaining({ en: expect.stringContaining("used it 1 times in 90 days") }),
      }),
    );
  });

  test("keeps a field that a client asked the hub for, and names client and operation", async () => {
    const { code, output } = await checkWithout("name(short: Boolean): String");

    expect(code).toBe(1);
    expect(JSON.parse(output).findings).toContainEqual(
      expect.objectContaining({
        code: "CHANGE_BREAKS_CLIENT",
        coordinate: "Person.name",
        message: expect.objectContaining({ en: expect.stringMatching(/portal uses it in Staff: 1 times/) }),
      }),
    );
  });

  test("lets nothing go where no use was ever counted", async () => {
    const { code, output, notes } = await checkWithout("broken: String", temporaryFolder());

    expect([code, notes]).toEqual([1, "No usage is recorded here: what is used counts as unknown.\n"]);
    expect(JSON.parse(output).findings).toContainEqual(expect.objectContaining({ code: "CHANGE_BREAKING" }));
  });
});

describe("jinkatsu check without a folder", () => {
  const towns = { sdl: "type Query { town: Int }", resolvers: {} };
  const schema = path.join(temporaryFolder(), "weather.graphql");
  let server: SubgraphServer;

  beforeAll(async () => {
    server = await serveSmallSubgraph(towns);
    writeFileSync(schema, sdlOf({ sdl: "type Query { town: String }", resolvers: {} }));
  });
  afterAll(() => server.close());

  const run = (url: string) =>
    jinkatsu(settingsFor(temporaryFolder()), ["check", "weather", "--schema", schema, "--json"], {
      JINKATSU_SUBGRAPHS: url,
    });

  test("asks the subgraphs that run", async () => {
    const { code, output } = await run(`towns=${server.url}`);

    expect(code).toBe(1);
    expect(JSON.parse(output).findings).toContainEqual(expect.objectContaining({ code: "FIELD_TYPE_MISMATCH" }));
  });

  test.each([
    ["there is none", "", "SUBGRAPHS_MISSING"],
    ["one does not answer", "towns=http://127.0.0.1:9/graphql", "PUBLISHED_SCHEMA_MISSING"],
  ])("could not run where %s", async (_, url, error) => {
    const { code, output } = await run(url);

    expect([code, JSON.parse(output).error.code]).toEqual([3, error]);
  });
});

describe("jinkatsu check --hub", () => {
  const settings = databases[0].newSettings();
  const fine = published(`"問い合わせ。" type Query { "天気。" weather: String }`);
  const clashing = published(`"問い合わせ。" type Query { "町。" town: Int }`);
  let hub: RegistryHub;
  let registry: Registry;
  let token: string;

  beforeAll(async () => {
    hub = await startRegistryHub(settings);
    // Of another hub's address in the setting, so that the flag is seen to go before it.
    registry = registryAt({ url: "http://127.0.0.1:9", dataFolder: settings.dataFolder });
    token = await registry.admit("weather");
  }, 400_000);

  const check = (sdl: string, ...more: readonly string[]) =>
    registry.run(token, "check", "weather", "--schema", schemaFile(sdl), "--hub", hub.hub.url, ...more);

  test("has the running hub judge the schema among those of the others, and leaves no trace", async () => {
    const { code, json } = await check(fine, "--url", "http://127.0.0.1:9/graphql", "--json");
    const { status } = await hub.read(token, "history?subgraph=weather");

    const codes = json.findings.map((finding: { readonly code: string }) => finding.code);
    // Nothing runs at that address.
    expect([code, json.outcome, json.passes, codes]).toEqual([
      0,
      "checked",
      true,
      ["CONTRACT_GRAPH_GAINS", "SERVICE_SILENT"],
    ]);
    expect(json.checks).toContainEqual({ check: "loading", status: "completed" });
    expect(status).toBe(404);
  }, 400_000);

  test("finds what the hub would, with its place in the file", async () => {
    const { code, output } = await check(clashing, "--lang", "en");

    expect(code).toBe(1);
    expect(output).toMatch(/FIELD_TYPE_MISMATCH {2}\S+schema-\d+\.graphql:\d+:\d+\n/);
    expect(output).toContain("It cannot be published");
  }, 400_000);

  test("judges the address too, by the hub's policy", async () => {
    const { code, json } = await check(fine, "--url", "http://169.254.169.254/graphql", "--json");

    expect([code, json.findings.map((finding: { readonly code: string }) => finding.code)]).toEqual([1, ["URL_HOST"]]);
  }, 400_000);

  test.each([
    ["3 without a token", () => "", [], 3, "needs a token"],
    ["3 with another department's token", () => registry.admit("fog"), [], 3, "may not do that for weather"],
    ["3 where no hub answers", () => token, ["--hub", "http://127.0.0.1:9"], 3, "cannot be reached"],
    ["2 together with a folder", () => token, ["--against", "."], 2, "--against"],
  ])("ends with %s", async (_, whose, more, expected, words) => {
    const args = ["check", "weather", "--schema", schemaFile(fine), "--hub", hub.hub.url, ...more];

    const { code, notes } = await registry.run(await whose(), ...args);

    expect([code, notes]).toEqual([expected, expect.stringContaining(words)]);
  });
});
