/** A department from nothing: its folder written, its process started, its schema published, and found in the graph by everybody. */
import { appendFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { ask, dataOf, type Json } from "../support/ask.ts";
import { eventually, type Served, startEmbedded, startProcess } from "../support/hub-process.ts";
import { newDepartmentElsewhere } from "../support/new-department.ts";
import { type Registry, registryAt } from "../support/registry.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const dataFolder = temporaryFolder();
const program = "node_modules/jinkatsu-hub/subgraphs/serve.mjs";
let hub: Served;
let registry: Registry;
let folder: string;
let url: string;

/** As somebody asks who is not on this machine. */
const asPublic = async (query: string): Promise<Json> =>
  (await ask(hub.url, query, {}, { "x-forwarded-for": "192.0.2.1" })).data;

beforeAll(async () => {
  hub = await startEmbedded({ JINKATSU_DATA: dataFolder });
  registry = registryAt({ url: hub.url, dataFolder });
  folder = await newDepartmentElsewhere("agriculture", "link", ["--ja", "農林水産"]);
  appendFileSync(
    path.join(folder, "data/measures.csv"),
    "AGR-1,りんごの剪定研修,Apple pruning,剪定を学ぶ。,,DEVELOPMENT,TRAINING,ACTIVE,2026,16,COMPANIES,https://www.example.com/,true\n",
  );
  appendFileSync(
    path.join(folder, "data/talent-resources.csv"),
    "AGRR-1,TRAINING_PLACE,りんごの研修農園,Apple farm,実習を受け入れる。,,農業公社,TRAINING,16,COMPANIES,https://www.example.com/,12\n",
  );
}, 400_000);

describe("a department that nobody has heard of", () => {
  test("runs from its folder, outside the hub's repository", async () => {
    const environment = { JINKATSU_PORT: "0", JINKATSU_DATA: temporaryFolder() };

    const department = startProcess([program, "."], environment, folder);
    url = `${await department.said(/agriculture: (\S+)\/graphql/)}/graphql`;

    expect(await dataOf(new URL(url).origin, "{ agricultureMeasures { nodes { code siteVisits } } }")).toEqual({
      agricultureMeasures: { nodes: [{ code: "AGR-1", siteVisits: true }] },
    });
  }, 400_000);

  test("publishes what it has, as it was written, without a finding that keeps it out", async () => {
    const sdl = startProcess([program, ".", "--sdl"], {}, folder);
    await sdl.ended;
    const file = path.join(folder, "agriculture.published.graphql");
    writeFileSync(file, sdl.stdout());
    const token = await registry.admit("agriculture", [], ["--ja", "農林水産", "--seen-by", "public"]);

    const { code, json } = await registry.run(
      token,
      ...["publish", "agriculture", "--schema", file, "--url", url, "--json"],
    );

    expect([code, json.outcome, json.findings.filter(({ severity }: Json) => severity !== "notice")]).toEqual([
      0,
      "published",
      [],
    ]);
  }, 400_000);

  test("is found by everybody in the list, in the search, in the facets and by fragments", async () => {
    const data = await eventually(
      () =>
        asPublic(`{
          measures(search: "りんごの剪定") {
            nodes { name { ja } department { name { ja } } ... on AgricultureMeasure { siteVisits } }
            facets { departments { code count } }
          }
          all: measures { totalCount facets { departments { code count } } }
        }`),
      (found) => found?.measures?.nodes.length === 1,
      60_000,
    );

    expect(data.measures).toEqual({
      nodes: [{ name: { ja: "りんごの剪定研修" }, department: { name: { ja: "農林水産" } }, siteVisits: true }],
      facets: { departments: [{ code: "agriculture", count: 1 }] },
    });
    expect(data.all.totalCount).toBe(227);
    expect(data.all.facets.departments).toContainEqual({ code: "welfare", count: 35 });
  }, 400_000);

  test("shares its talent resources too", async () => {
    const { talentResources } = await asPublic(
      `{ talentResources(search: "りんごの研修農園") { nodes { name { ja } ... on AgricultureTrainingPlace { placesAtOnce } } } }`,
    );

    expect(talentResources.nodes).toEqual([{ name: { ja: "りんごの研修農園" }, placesAtOnce: 12 }]);
  });

  test("is followed: what changes in its feed changes in the list", async () => {
    const origin = new URL(url).origin;
    await dataOf(
      origin,
      `mutation { createAgricultureMeasure(input: { measure: {
        code: "AGR-2", name: { ja: "なしの摘果研修" }, sources: [{ url: "https://www.example.com/" }] } }) { userErrors { code } } }`,
    );

    const { changes } = await dataOf(origin, "{ changes(after: 2) { changes { code } } }");
    const { measures } = await eventually(
      () => asPublic(`{ measures(search: "なしの摘果") { totalCount } }`),
      (data) => data.measures.totalCount === 1,
      60_000,
    );

    expect(changes.changes).toEqual([{ code: "AGR-2" }]);
    expect(measures.totalCount).toBe(1);
  }, 400_000);
});
