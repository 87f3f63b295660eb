/** `jinkatsu usage`: what operations that were really asked say of the fields that may go. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { endOfFiscalYear } from "../../../gateway/cli/usage/schema-usage.ts";
import { ask } from "../../support/ask.ts";
import { provenCaller } from "../../support/proven-caller.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { serveHub, subgraphOf } from "../../support/test-hub.ts";
import { jinkatsu } from "./command-line.ts";

const dataFolder = temporaryFolder();
const from = path.join(dataFolder, "published");
const thisYear = endOfFiscalYear(new Date());
const towns = subgraphOf(
  "towns",
  `type Query { town: Town towns(near: Spot, size: Size, season: Season, rank: Int @deprecated(reason: "until 2099-03-31")): [Town] }
   input Spot { x: Int y: Int }
   enum Size { SMALL LARGE }
   enum Season { SPRING AUTUMN }
   interface Place { name: String }
   type Town implements Place {
     name: String
     mayor: String
     season: Season
     oldName: String @deprecated(reason: "use name, until ${thisYear}")
     oldCode: String @deprecated(reason: "until 2099-03-31")
   }`,
  { Query: { towns: () => [], town: () => ({ name: "Toyama", oldName: "Etchū", oldCode: "1" }) } },
);

const usage = (data: string) =>
  jinkatsu({ dataFolder: data, databaseUrl: undefined }, ["usage", "--from", from, "--json"]);

beforeAll(async () => {
  const hub = await serveHub([towns], { dataFolder });
  const portal = await provenCaller(dataFolder, "portal");
  await ask(hub.url, "query Old { town { oldName } }", {}, portal);
  await ask(hub.url, "query Names { town { ... on Place { name } } }", {}, portal);
  await ask(
    hub.url,
    "query Near($near: Spot) { towns(near: $near, size: SMALL) { name } }",
    { near: { x: 1 } },
    portal,
  );
  await ask(hub.url, "query Anybody { town { mayor oldCode } }", {}, { "graphql-client-name": "stranger" });
  await hub.close();
  mkdirSync(from);
  writeFileSync(path.join(from, "towns.graphql"), towns.sdl);
}, 400_000);

describe("the usage of the graph", () => {
  test("names who still uses a field that goes at the end of the fiscal year, as a finding", async () => {
    const { code, output } = await usage(dataFolder);

    const { deprecated } = JSON.parse(output);
    expect(code).toBe(1);
    expect(deprecated).toMatchObject([
      { coordinate: "Query.towns.rank", until: "2099-03-31", goesThisYear: false, uses: [] },
      {
        coordinate: "Town.oldCode",
        until: "2099-03-31",
        goesThisYear: false,
        uses: [{ client: "stranger", isProven: false, uses: 1 }],
      },
      {
        coordinate: "Town.oldName",
        until: thisYear,
        goesThisYear: true,
        uses: [{ client: "portal", isProven: true, operationName: "Old", uses: 1 }],
      },
    ]);
  }, 400_000);

  test("lists what nobody asked for: not what was asked for by an interface, nor values that may stand in answers", async () => {
    const { output } = await usage(dataFolder);

    expect(JSON.parse(output).unused).toEqual([
      "Query.towns.rank",
      "Query.towns.season",
      "Size.LARGE",
      "Spot.y",
      "Town.season",
    ]);
  }, 400_000);

  test("lists apart what only callers asked for who prove nothing", async () => {
    const { output } = await usage(dataFolder);

    expect(JSON.parse(output).unproven).toEqual(["Town.mayor", "Town.oldCode"]);
  }, 400_000);

  test("says nothing of a graph of which nobody counted the use", async () => {
    const { code, output } = await usage(temporaryFolder());

    expect([code, JSON.parse(output).error.code]).toEqual([3, "USAGE_UNKNOWN"]);
  }, 400_000);
});

describe("the end of the fiscal year", () => {
  test("is the 31 March that comes, by the clock of Japan", () => {
    const ends = ["2026-11-24T00:00:00Z", "2027-03-31T14:59:59Z", "2027-03-31T15:00:00Z"];

    expect(ends.map((text) => endOfFiscalYear(new Date(text)))).toEqual(["2027-03-31", "2027-03-31", "2028-03-31"]);
  });
});

test("Who gives no name is called unknown, and an operation without one is said to have none", async () => {
  const folder = temporaryFolder();
  const hub = await serveHub([towns], { dataFolder: folder });
  await ask(hub.url, "query Anybody { town { oldCode } }");
  await hub.close();

  const args = ["usage", "--from", from, "--lang", "en"];
  const { output } = await jinkatsu({ dataFolder: folder, databaseUrl: undefined }, args);

  expect(output).toMatch(/^ {2}unknown {2}operation without a name {2}×1 .*unproven use$/m);
  expect(output).not.toContain("?");
});
