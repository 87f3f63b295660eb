/** Contract graphs: the same data for audiences that may know of different parts of the graph. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { buildSchema, lexicographicSortSchema, parse, printSchema } from "graphql";
import { stringify } from "yaml";
import { takeRulesOut } from "../../gateway/access/take-rules-out.ts";
import { schemaCoordinates } from "../../gateway/registry/check/changes/schema-coordinates.ts";
import { findingsOf } from "../../gateway/registry/check/check-result.ts";
import { runChecks } from "../../gateway/registry/check/run-checks.ts";
import { readDesignPolicy } from "../../gateway/registry/policy.ts";
import { apiSchemaOf } from "../../gateway/supergraph/api-schema.ts";
import { compose } from "../../gateway/supergraph/compose.ts";
import { excludeTags } from "../../gateway/supergraph/exclude-tags.ts";
import { auditSdl } from "../../subgraphs/audit/sdl/audit-sdl.ts";
import { createCatalogSdl } from "../../subgraphs/catalog/sdl/catalog-sdl.ts";
import { ask, type Json } from "../support/ask.ts";
import { departments } from "../support/departments.ts";
import { published, type RegistryHub, serve, startRegistryHub } from "../support/registry-hub.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { serveHub, subgraphOf } from "../support/test-hub.ts";
import { jinkatsu } from "./cli/command-line.ts";

const towns = part(
  "towns",
  `"問い合わせ。" type Query { "町。" town: Town } "町。" type Town @key(fields: "id") { "番号。" id: ID! "名前。" name: String }`,
);
const sdl = `"問い合わせ。" type Query { "天気。" sky: Sky }
  "空。" type Sky { "色。" color: String "監査の控え。" note: String @tag(name: "audit") }`;
const weather = part("weather", sdl);

function part(name: string, text: string) {
  return { name, url: `http://localhost/${name}`, sdl: published(text) };
}

function supergraphOf(...parts: readonly ReturnType<typeof part>[]): string {
  const composition = compose(parts);
  if (composition.outcome !== "composed") throw new Error(composition.reasons.join("\n"));
  return composition.supergraphSdl;
}

function apiOf(supergraphSdl: string): string {
  const plain = takeRulesOut(supergraphSdl, parse(supergraphSdl, { noLocation: true }));
  return printSchema(lexicographicSortSchema(apiSchemaOf(plain)));
}

async function asked(url: string, name: string, query: string): Promise<Json> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${url}/graphql/${name}`, { method: "POST", headers, body: JSON.stringify({ query }) });
  return answer.json();
}

/** A policy under which everything is open, with these contract graphs. */
function policyWith(contracts: object): string {
  const file = path.join(temporaryFolder(), "policy.yaml");
  const defaults = { public: "all", portal: "all", member: "all", approver: "all", auditor: "all", operator: "all" };
  writeFileSync(file, stringify({ defaults, design: { ...readDesignPolicy(), contracts } }));
  return file;
}

const resolvers = { Query: { sky: () => "blue" } };

describe("a contract graph", () => {
  test("is what composing gives where the tagged parts are inaccessible in the subgraphs themselves", () => {
    const before = weather.sdl
      .replace(`"@tag"`, `"@tag", "@inaccessible"`)
      .replace(`@tag(name: "audit")`, "@inaccessible");

    const made = apiOf(excludeTags(supergraphOf(towns, weather), ["audit"]));

    expect(made).toBe(apiOf(supergraphOf(towns, { ...weather, sdl: before })));
    expect(made).not.toContain("note");
  });

  test("is the whole graph where nothing bears its tags", () => {
    const supergraph = supergraphOf(towns, weather);

    expect(apiOf(excludeTags(supergraph, ["internal"]))).toBe(apiOf(supergraph));
  });

  test("is without the changes, and without their types, where all of them are for others", () => {
    const changing = part(
      "notes",
      `"問い合わせ。" type Query { "覚え。" note: String } "覚え。" input NoteInput { "文。" text: String "色。" hue: Hue }
       "色。" enum Hue { "青。" BLUE } "変更。" type Mutation { "書く。" write("入力。" input: NoteInput!): Written @tag(name: "staff") }
       "結果。" type Written { "覚え。" note: String }`,
    );

    const made = apiOf(excludeTags(supergraphOf(towns, changing), ["staff"]));

    expect(made).toContain("note: String");
    for (const gone of ["Mutation", "NoteInput", "Hue", "Written"]) expect(made).not.toContain(gone);
  });

  test("keeps what something else still leads to, by way of an interface too", () => {
    const shapes = part(
      "shapes",
      `"問い合わせ。" type Query { "図形。" shape: Shape "円。" circle: Circle @tag(name: "staff") "隠し。" hidden: Hidden @tag(name: "staff") }
       "図形。" interface Shape { "面積。" area: Int } "円。" type Circle implements Shape { "面積。" area: Int "色。" hue: Hue }
       "色。" enum Hue { "青。" BLUE } "隠し。" type Hidden { "値。" value: Int }`,
    );

    const made = apiOf(excludeTags(supergraphOf(towns, shapes), ["staff"]));

    for (const kept of ["type Circle", "enum Hue", "shape: Shape"]) expect(made).toContain(kept);
    expect(made).not.toMatch(/Hidden|circle/);
  });
});

describe("the portal's graph of the departments as they are", () => {
  const sdls = new Map(departments.map(({ code, sdl: own }) => [code, own]));
  const parts = [...sdls, ["catalog", createCatalogSdl(sdls)] as const, ["audit", auditSdl] as const].map(
    ([name, text]) => ({ name, url: `http://localhost/${name}`, sdl: text }),
  );
  const supergraph = supergraphOf(...parts);
  const graphOf = (name: string) => {
    const { exclude = [] } = readDesignPolicy().contracts.find((each) => each.name === name) ?? {};
    return buildSchema(apiOf(excludeTags(supergraph, exclude)));
  };

  test("reads what the public may know, and changes nothing", () => {
    const portal = graphOf("portal");

    expect(portal.getMutationType()).toBeUndefined();
    expect(Object.keys(portal.getQueryType()?.getFields() ?? {})).toEqual(
      expect.arrayContaining(["measures", "talentResources", "node", "welfareMeasures"]),
    );
    expect(
      [...schemaCoordinates(portal)].filter((each) =>
        /audit[A-Z]|overlap[A-Z]|finding|userErrors|idempotency/.test(each),
      ),
    ).toEqual([]);
  });

  test("is three fifths of the whole in lines, without what only officers, auditors and operators need", () => {
    const [whole, portal] = [
      apiOf(supergraph),
      apiOf(excludeTags(supergraph, ["staff", "audit", "operator", "internal"])),
    ];

    expect(portal.split("\n").length / whole.split("\n").length).toBeLessThan(0.6);
    expect([...schemaCoordinates(graphOf("portal"))]).not.toEqual(
      expect.arrayContaining(["Freshness.lag", "WelfareMeasure.version", "WelfareMeasure.originalLabels"]),
    );
  });

  test("is wider for departments, who answer what was decided about them, and widest for auditors", () => {
    const [forDepartments, forAuditors] = ["departments", "auditors"].map((name) => schemaCoordinates(graphOf(name)));

    for (const own of ["Mutation.createWelfareMeasure", "Mutation.answerDecision", "Measure.findings"])
      expect(forDepartments).toContain(own);
    expect(forDepartments).not.toContain("Mutation.approveDecision");
    expect(forAuditors).toContain("Mutation.approveDecision");
  });
});

describe("a publish that leaves a contract graph with an empty type", () => {
  test("is found out before, with the graph and the type named", async () => {
    const policy = {
      ...readDesignPolicy(),
      routingHosts: ["localhost"],
      contracts: [{ name: "portal", exclude: ["audit"] }],
    };
    const tagged = weather.sdl.replace("color: String", `color: String @tag(name: "audit")`);

    const { results } = await runChecks({ ...weather, sdl: tagged }, { published: [towns], policy });

    const [finding] = findingsOf(results).filter(({ code }) => code === "CONTRACT_GRAPH");
    expect(finding).toMatchObject({ severity: "error", message: { en: expect.stringMatching(/portal.*Sky/s) } });
  }, 400_000);
});

describe("a hub with contract graphs", () => {
  let hub: RegistryHub;
  const query = "{ sky { color note } }";
  const at = (name: string, text: string) => asked(hub.hub.url, name, text);

  beforeAll(async () => {
    const policy = policyWith({ portal: { exclude: ["audit"] }, auditors: { exclude: [] } });
    hub = await startRegistryHub({ dataFolder: temporaryFolder(), databaseUrl: undefined }, { policy });
    const details = { Query: { sky: () => ({ color: "blue", note: "seen" }) } };
    const { url } = await serve({
      sdl: "type Query { sky: Sky } type Sky { color: String note: String }",
      resolvers: details,
    });
    const { json } = await hub.change(await hub.token("weather"), "publish", {
      subgraph: "weather",
      sdl: weather.sdl,
      url,
    });
    expect(json.outcome).toBe("published");
  }, 400_000);

  test("hands out the schema of each, by its name, to those who may read the registry", async () => {
    const token = await hub.token("weather", ["read"]);
    const schemaOf = async (name: string) => (await hub.read(token, `contract?name=${name}`)).json.text;

    const [portal, auditors] = [await schemaOf("portal"), await schemaOf("auditors")];

    expect([portal, auditors]).toEqual([expect.not.stringContaining("note"), expect.stringContaining("note: String")]);
    expect(portal).toContain("color: String");
    const unknown = await hub.read(token, "contract?name=secret");
    expect([unknown.status, unknown.json.errors[0].extensions.code]).toEqual([404, "CONTRACT_UNKNOWN"]);
    expect((await hub.read(undefined, "contract?name=portal")).status).toBe(401);
  });

  test("is told by commands, whole or by what it leaves out", async () => {
    const token = await hub.token("weather", ["read"]);
    const [shown, left] = await Promise.all(
      ["show", "diff"].map((which) =>
        jinkatsu({ dataFolder: temporaryFolder(), databaseUrl: undefined }, ["contract", which, "portal"], {
          LANG: "en_US.UTF-8",
          JINKATSU_HUB: hub.hub.url,
          JINKATSU_TOKEN: token,
        }),
      ),
    );

    expect([shown?.code, shown?.output]).toEqual([0, expect.stringContaining("color: String")]);
    expect([left?.code, left?.output.trim()]).toEqual([0, "Sky.note"]);
  }, 400_000);

  test("answers an audience what its graph has, from the same subgraphs", async () => {
    expect((await at("portal", "{ sky { color } town { name } }")).data).toEqual({
      sky: { color: "blue" },
      town: { name: "Toyama" },
    });
    expect((await at("auditors", query)).data).toEqual({ sky: { color: "blue", note: "seen" } });
  }, 400_000);

  test("knows nothing there of what the graph leaves out", async () => {
    const { data, errors } = await at("portal", query);

    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions.code).toBe("GRAPHQL_VALIDATION_FAILED");
    expect((await ask(hub.hub.url, query)).data).toEqual({ sky: { color: "blue", note: "seen" } });
  }, 400_000);

  test("refuses one graph alone where it does not stand, since nothing checked what is served", async () => {
    const policy = policyWith({ broken: { exclude: ["all"] } });
    const alone = await serveHub([subgraphOf("sky", `type Query { sky: String @tag(name: "all") }`, resolvers)], {
      policy,
    });

    const broken = await asked(alone.url, "broken", "{ sky }");

    expect(broken.errors[0].extensions.code).toBe("CONTRACT_NOT_SERVED");
    expect((await ask(alone.url, "{ sky }")).data).toEqual({ sky: "blue" });
  }, 400_000);

  test("has no graph of another name", async () => {
    const { status } = await fetch(`${hub.hub.url}/graphql/nobody`, { method: "POST" });

    expect(status).toBe(404);
  });
});
