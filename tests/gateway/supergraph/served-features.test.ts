/** Features of federation that the composer or the library's gateway does not serve by itself, or that nobody here serves. */
import { FEDERATION_VERSIONS } from "@apollo/federation-internals";
import { describe, expect, test } from "@jest/globals";
import { buildSchema, graphqlSync, isInputObjectType, parse, printSchema } from "graphql";
import { takeRulesOut } from "../../../gateway/access/take-rules-out.ts";
import { passes } from "../../../gateway/registry/check/check-result.ts";
import { apiSchemaOf } from "../../../gateway/supergraph/api-schema.ts";
import { compose } from "../../../gateway/supergraph/compose.ts";
import { federate } from "../execution/federation.ts";
import { check, codesOf, findingOf } from "../registry/proposals.ts";

function composed(sdls: Readonly<Record<string, string>>): string {
  const subgraphs = Object.entries(sdls).map(([name, sdl]) => ({ name, url: `http://${name}.invalid/`, sdl }));
  const composition = compose(subgraphs);
  if (composition.outcome === "refused") throw new Error(composition.reasons.join("\n"));
  return composition.supergraphSdl;
}

function reasons(sdl: string): readonly string[] {
  const composition = compose([{ name: "sea", url: "http://sea.invalid/", sdl }]);
  return composition.outcome === "refused" ? composition.reasons : [];
}

describe("a @oneOf input", () => {
  const sdl = `directive @oneOf on INPUT_OBJECT
    input Place @oneOf { port: String pier: Int } type Query { depth(at: Place!): String }`;
  const department = {
    sdl,
    resolvers: { Query: { depth: (_: unknown, { at }: { at: object }) => JSON.stringify(at) } },
  };

  test("composes, and is one for clients", async () => {
    const { run, stop } = await federate({ sea: department }, { supergraphSdl: composed({ sea: sdl }) });

    const right = await run(`{ depth(at: { port: "Fushiki" }) }`);
    const wrong = await run(`{ depth(at: { port: "Fushiki", pier: 2 }) }`);
    const byVariable = await run("query ($at: Place!) { depth(at: $at) }", { at: { port: "Fushiki", pier: 2 } });
    await stop();

    expect(right).toEqual({ data: { depth: '{"port":"Fushiki"}' } });
    expect(wrong.errors?.[0]?.message).toContain("exactly one key");
    expect(byVariable.errors?.[0]?.message).toContain("xactly one key");
  });

  test.each([
    ["that the schema need not define", sdl.replace(/^.*\n/, "")],
    ["that only an extension says", sdl.replace(" @oneOf {", " {").concat("extend input Place @oneOf")],
  ])("is one for clients, also one %s", (_, written) => {
    const type = apiSchemaOf(composed({ sea: written })).getType("Place");

    expect(isInputObjectType(type) && type.isOneOf).toBe(true);
  });

  test("is one for clients where one of its subgraphs says so", () => {
    const plain = "input Place { port: String pier: Int } type Query { height(at: Place!): String }";
    const api = apiSchemaOf(composed({ sea: sdl, air: plain }));

    const seen = graphqlSync({ schema: api, source: `{ __type(name: "Place") { isOneOf } }` });
    expect(seen.data).toEqual({ __type: { isOneOf: true } });
    expect(printSchema(buildSchema(printSchema(api)))).toContain("input Place @oneOf");
  });

  test.each(["port: String!", 'port: String = "Fushiki"'])(
    "may not have a field that is always given: %s",
    async (field) => {
      const verdict = await check("weather", sdl.replace("port: String", `\n${field}`));

      expect(findingOf(verdict, "ONE_OF_INVALID").message.en).toContain("Place.port");
      expect(findingOf(verdict, "ONE_OF_INVALID").place).toEqual({ line: 3, column: 1 });
    },
  );

  test("that was none before breaks who sends it", async () => {
    const before = `"港。" input Place { "名前。" port: String "番号。" pier: Int }
      "問い合わせ。" type Query { "深さ。" depth("場所。" at: Place!): String }`;
    const published = [{ name: "sea", url: "http://localhost/sea", sdl: before }];
    const verdict = await check("sea", before.replace("input Place", "input Place @oneOf"), { published });

    expect(codesOf(verdict)).toEqual(["CHANGE_BREAKING Place.@oneOf"]);
  });
});

describe("a @cacheTag", () => {
  const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@cacheTag"])
    type Query { port: Port @cacheTag(format: "ports") }
    type Port @key(fields: "id") @cacheTag(format: "port-{$key.id}") { id: ID! }`;

  test("is kept in what is published, and says nothing to the engine", async () => {
    const supergraphSdl = composed({ sea: sdl });
    const served = takeRulesOut(supergraphSdl, parse(supergraphSdl, { noLocation: true }));
    const department = {
      sdl: `type Query { port: Port } type Port @key(fields: "id") { id: ID! }`,
      resolvers: { Query: { port: () => ({ id: "1" }) } },
    };
    const { run, stop } = await federate({ sea: department }, { supergraphSdl: served });

    expect(supergraphSdl).toContain('"port-{$key.id}"');
    expect(await run("{ port { id } }")).toEqual({ data: { port: { id: "1" } } });
    await stop();
  });

  test("can be published", async () => {
    expect(passes((await check("sea", sdl)).results)).toBe(true);
  });
});

describe("a version of federation that the composer knows", () => {
  test.each(FEDERATION_VERSIONS.versions().map(String))("composes as it stands: %s", (version) => {
    const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/${version}", import: ["@key"])
      type Query { depth: Depth } type Depth @key(fields: "id") { id: ID! }`;

    expect(composed({ sea: sdl })).toContain("depth: Depth");
  });
});

describe("a schema of federation 1", () => {
  const towns = {
    sdl: `type Query { town: Town } type Town @key(fields: "id") { id: ID! name: String }`,
    resolvers: { Query: { town: () => ({ id: "1", name: "Himi" }) } },
  };

  test.each([
    [
      "by @extends",
      `type Town @key(fields: "id") @extends { id: ID! @external name: String @external sign: String @requires(fields: "name") }`,
    ],
    [
      "by an extension",
      `extend type Town @key(fields: "id") { id: ID! @external name: String @external sign: String @requires(fields: "name") }`,
    ],
  ])("is served: it adds to another's type %s", async (_, sdl) => {
    const signs = { sdl, resolvers: { Town: { sign: ({ name }: { name: string }) => `to ${name}` } } };
    const supergraphSdl = composed({ towns: towns.sdl, signs: sdl });
    const { run, stop } = await federate({ towns, signs }, { supergraphSdl });

    expect(await run("{ town { sign } }")).toEqual({ data: { town: { sign: "to Himi" } } });
    await stop();
  });
});

describe("what a subgraph provides in passing", () => {
  test("is not asked of another", async () => {
    const towns = {
      sdl: `type Query { town: Town } type Town @key(fields: "id") { id: ID! name: String @shareable people: Int }`,
      resolvers: { Query: { town: () => ({ id: "1", name: "Himi" }) } },
    };
    const roads = {
      sdl: `type Query { road: Road } type Road { to: Town @provides(fields: "name") }
        type Town @key(fields: "id") { id: ID! name: String @external }`,
      resolvers: { Query: { road: () => ({ to: { id: "1", name: "Himi, by road" } }) } },
    };
    const { run, asked, stop } = await federate({ towns, roads });

    expect(await run("{ road { to { name } } }")).toEqual({ data: { road: { to: { name: "Himi, by road" } } } });
    expect(asked.map(({ subgraph }) => subgraph)).toEqual(["roads"]);
    await stop();
  });
});

describe("a directive that a subgraph composes", () => {
  test("stands in the supergraph, for who reads it there", () => {
    const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@composeDirective"])
      @link(url: "https://sea.example/mine/v1.0", import: ["@mine"]) @composeDirective(name: "@mine")
      directive @mine on FIELD_DEFINITION type Query { depth: Int @mine }`;

    expect(composed({ sea: sdl })).toMatch(/depth: Int @mine/);
  });
});

describe("what is not served", () => {
  const connectors = `extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.12")
    @link(url: "https://specs.apollo.dev/connect/v0.2", as: "c", import: [{ name: "@connect", as: "@rest" }])
    @c__source(name: "sky", http: { baseURL: "https://sky.example" })
    type Query {
      sky: String @rest(source: "sky", http: { GET: "/now" }, selection: "$.sky")
    }`;

  test("is refused in the author's own words and lines, with what to do instead", () => {
    expect(reasons(connectors)).toEqual([
      expect.stringMatching(/^\[sea\] line 4: @c__source \(.*\/connect\/v0\.2\) is not served: .* Call that API in a/),
      expect.stringMatching(/^\[sea\] line 6: @rest \(.*\/connect\/v0\.2\) is not served: .* Call that API in a/),
    ]);
  });

  test("is refused by the link alone", () => {
    const linked = `extend schema @link(url: "https://specs.apollo.dev/connect/v0.1") type Query { sky: String }`;

    expect(reasons(linked)).toEqual([expect.stringContaining("line 1: @link (https://specs.apollo.dev/connect/v0.1)")]);
  });

  test("is a finding of a check, in both languages, with its place", async () => {
    const verdict = await check("sea", connectors);
    const { message, place } = findingOf(verdict, "DIRECTIVE_NOT_SERVED");

    expect(codesOf(verdict).filter((code) => !code.startsWith("DESCRIPTION"))).toEqual([
      "DIRECTIVE_NOT_SERVED",
      "DIRECTIVE_NOT_SERVED",
    ]);
    expect([message.ja, message.en]).toEqual([
      expect.stringContaining("@c__source"),
      expect.stringContaining("@c__source"),
    ]);
    expect(place?.line).toBe(4);
  });

  test("includes versions of federation that the composer does not know", async () => {
    const sdl = `extend schema\n  @link(url: "https://specs.apollo.dev/federation/v2.15", import: ["@key"])\ntype Query { sky: String }`;
    const { message, remedy, place } = findingOf(await check("sea", sdl), "FEDERATION_VERSION_NOT_SERVED");

    expect(message.en).toContain("asks for federation v2.15");
    expect(remedy.en).toBe("Link v2.14, and leave out the directives that are newer.");
    expect(place?.line).toBe(2);
  });

  test("includes a policy that the operator's file does not explain", async () => {
    const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [{ name: "@policy", as: "@only" }])
      "問い合わせ。" type Query {
        "空。" sky: String @only(policies: [["audit"], ["weather"]])
      }`;
    const { coordinate, message, remedy, place } = findingOf(await check("sea", sdl), "POLICY_WITHOUT_RULE");

    expect(coordinate).toBe("Query.sky");
    expect(message.en).toBe('@only asks for "weather", which has no rule here: nobody would see this.');
    expect(remedy.en).toContain("audit, department, operations, internal");
    expect(place?.line).toBe(3);
  });
});
