import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Settings } from "#kit/settings.ts";
import { ask } from "../../support/ask.ts";
import { databases } from "../../support/databases.ts";
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
    await ask(hub.url, "query Staff { people { name } }", {}, { "graphql-client-name": "portal" });
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
    const { code, output } = await checkWithout("broken: String");

    expect(code).toBe(0);
    expect(JSON.parse(output).findings).toContainEqual(
      expect.objectContaining({ code: "CHANGE_UNUSED", coordinate: "Query.broken" }),
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
