/** A fifth department joins a hub that runs: with no edit and no restart of anything else. */
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { agriculture } from "../support/agriculture/department.ts";
import { ask, dataOf, type Json } from "../support/ask.ts";
import { eventually, type Served, startEmbedded, startProcess } from "../support/hub-process.ts";
import { type Registry, registryAt, schemaFile } from "../support/registry.ts";
import { sampleMeasure } from "../support/sample-records.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const dataFolder = temporaryFolder();
let hub: Served;
let registry: Registry;
let url: string;
let token: string;

const publish = (sdl: string, ...more: readonly string[]) =>
  registry.run(token, "publish", "agriculture", "--schema", schemaFile(sdl), "--json", ...more);

/** As somebody asks who is not on this machine. */
const asPublic = (query: string) => ask(hub.url, query, {}, { "x-forwarded-for": "192.0.2.1" });

beforeAll(async () => {
  hub = await startEmbedded({ JINKATSU_DATA: dataFolder });
  registry = registryAt({ url: hub.url, dataFolder });
  const department = startProcess(["tests/support/processes/serve-agriculture.ts"], {
    JINKATSU_PORT: "0",
    JINKATSU_DATA: temporaryFolder(),
  });
  url = `${await department.said(/agriculture: (\S+)\/graphql/)}/graphql`;
  token = await registry.admit("agriculture", [], ["--ja", "農林水産", "--seen-by", "public"]);
}, 400_000);

const search = `{
  measures(search: "りんごの剪定") { totalCount nodes { name { ja } department { code name { ja } } ... on AgricultureMeasure { crops } } }
  departments { code }
}`;

describe("a fifth department", () => {
  test("is not in the graph before it publishes", async () => {
    const { errors } = await ask(hub.url, "{ agricultureMeasures { totalCount } }");

    expect(errors?.[0]?.extensions.code).toBe("GRAPHQL_VALIDATION_FAILED");
  });

  test("is served when its schema is published, and told by which version", async () => {
    const { code, json } = await publish(agriculture.sdl, "--url", url, "--message", "first");

    expect(code).toBe(0);
    expect(json).toMatchObject({
      outcome: "published",
      version: { subgraph: "agriculture", version: 1, url, message: "first" },
      served: { isServed: true },
    });
    expect(await dataOf(hub.url, "{ agricultureMeasures { totalCount } }")).toEqual({
      agricultureMeasures: { totalCount: 0 },
    });
  }, 400_000);

  test("has its measures in the list, in the search and open to fragments, for everybody", async () => {
    await dataOf(
      hub.url,
      "mutation ($input: CreateAgricultureMeasureInput!) { createAgricultureMeasure(input: $input) { userErrors { code } } }",
      {
        input: {
          measure: sampleMeasure("AGR-1", { name: { ja: "りんごの剪定研修" } }),
          details: { crops: ["りんご"] },
        },
      },
    );

    const { data } = await eventually(
      () => asPublic(search),
      ({ data: found }) => found?.measures?.totalCount === 1,
    );

    expect(data.measures.nodes).toEqual([
      {
        name: { ja: "りんごの剪定研修" },
        department: { code: "agriculture", name: { ja: "農林水産" } },
        crops: ["りんご"],
      },
    ]);
    expect(data.departments.map(({ code }: Json) => code)).toContain("agriculture");
  }, 400_000);

  test("leaves what the others say as it is", async () => {
    const { welfareMeasures, measures } = await dataOf(
      hub.url,
      "{ welfareMeasures { totalCount } measures { facets { departments { code count } } } }",
    );

    expect(welfareMeasures.totalCount).toBe(35);
    expect(measures.facets.departments).toContainEqual({ code: "agriculture", count: 1 });
    expect(measures.facets.departments).toContainEqual({ code: "welfare", count: 35 });
  });

  test("cannot publish what does not compose: it is kept as a draft, and what is served stays", async () => {
    const { code, json } = await publish(agriculture.sdl.replace("crops: [String!]", "crops: Nothing"));

    expect([code, json.outcome]).toEqual([1, "rejected"]);
    expect(json.findings[0]).toMatchObject({ severity: "error", place: { line: expect.any(Number) } });
    expect((await asPublic(search)).data.measures.totalCount).toBe(1);
  }, 400_000);

  test("is served the same after a restart, without composing it again", async () => {
    await hub.stop();
    hub = await startEmbedded({ JINKATSU_DATA: dataFolder });
    registry = registryAt({ url: hub.url, dataFolder });

    const { data } = await asPublic(search);

    expect(data.measures.nodes).toHaveLength(1);
    const takenUp = hub.log().filter(({ msg }) => msg === "supergraph");
    expect(takenUp).toEqual([expect.objectContaining({ origin: "composed", isTakenOver: true })]);
    const { json } = await registry.run(token, "history", "agriculture", "--json");
    expect(json.versions.map(({ version, action }: Json) => [version, action])).toEqual([[1, "published"]]);
    expect(json.drafts).toHaveLength(1);
  }, 400_000);

  test("is served on by a hub that starts while the registry's database cannot be read, and told why it cannot publish", async () => {
    await hub.stop();
    for (const suffix of ["-wal", "-shm"]) rmSync(path.join(dataFolder, `registry.sqlite${suffix}`), { force: true });
    writeFileSync(path.join(dataFolder, "registry.sqlite"), "no database at all".repeat(1_000));
    hub = await startEmbedded({ JINKATSU_DATA: dataFolder });

    const { data } = await asPublic(search);
    const { code, notes } = await registryAt({ url: hub.url, dataFolder }).run(token, "history", "agriculture");

    expect(data.measures.nodes).toHaveLength(1);
    expect([code, notes]).toEqual([3, expect.stringContaining("registry.sqlite is damaged")]);
  }, 400_000);
});
