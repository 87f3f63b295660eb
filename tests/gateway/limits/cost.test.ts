import { describe, expect, test } from "@jest/globals";
import { buildSchema, type GraphQLSchema, getOperationAST, parse, stripIgnoredCharacters } from "graphql";
import { readCostRules } from "../../../gateway/limits/cost-rules.ts";
import { estimateCost } from "../../../gateway/limits/estimate-cost.ts";
import { fragmentsOf } from "../../../gateway/limits/introspection-cost.ts";
import { standardLimits } from "../../../gateway/limits/limits.ts";
import { createOperationLimits } from "../../../gateway/limits/operation-limits.ts";

const link = (imports: string) =>
  `schema @link(url: "https://specs.apollo.dev/cost/v0.1"${imports}) { query: Query mutation: Mutation }`;

const types = `
  type Query {
    plain: Town
    text: String
    texts: [String]
    unsized: [Town]
    assumed: [Town] @listSize(assumedSize: 3)
    sliced(count: Int = 7): [Town] @listSize(slicingArguments: ["count"])
    towns(first: Int, last: Int): Towns @listSize(assumedSize: 50, slicingArguments: ["first", "last"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)
    undeclared(first: Int, after: String): Towns
    byIds(ids: [ID!]!): [Town] @listSize(assumedSize: 100)
    dear: Town @cost(weight: 8)
    report(full: Boolean @cost(weight: 20)): String @cost(weight: 5)
    searched(filter: Filter, grade: Grade): Town
    paged(page: Page, codes: [String]): [Town] @listSize(assumedSize: 50, slicingArguments: ["page.first", "codes"], requireOneSlicingArgument: false)
    demanding(first: Int, page: Page): [Town] @listSize(slicingArguments: ["first", "page.first"])
    either: Either
    place: Place
  }
  type Mutation { rename(name: String): Town }
  type Towns { nodes: [Town!]! edges: [Edge!]! total: Int }
  type Edge { node: Town! }
  input Filter { name: String text: String @cost(weight: 6) near: Point @cost(weight: 2) any: [Filter!] grade: Grade }
  input Point { x: Float y: Float @cost(weight: 1) }
  input Page { first: Int }
  enum Grade @cost(weight: 4) { A }
  interface Place { parts: [Town] }
  type Town implements Place { name: String twin: Town parts: [Town] @listSize(assumedSize: 2) roads: [Road] }
  type Village implements Place { parts: [Town] @listSize(assumedSize: 4) }
  type Road @cost(weight: 3) { name: String }
  union Either = Town | Village
`;

const sdl = `${link(', import: ["@cost", "@listSize"]')} ${types}`;
const schema: GraphQLSchema = buildSchema(sdl, { assumeValidSDL: true });

function asked(query: string) {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error("one operation was expected");
  return { schema, document, operation };
}

function costOf(query: string, variables: Readonly<Record<string, unknown>> = {}, supergraph = sdl) {
  const { document, operation } = asked(query);
  const rules = readCostRules(parse(supergraph));
  return estimateCost({ schema, rules, operation, fragments: fragmentsOf(document.definitions), variables });
}

describe("the estimated cost", () => {
  test.each([
    ["{ text texts __typename }", 0],
    ["{ plain { name } }", 1],
    ["{ plain { twin { twin { name } } } }", 3],
    ["{ unsized { name } }", 10],
    ["{ assumed { name twin { name } } }", 6],
    ["{ assumed { parts { name } } }", 9],
    ["{ sliced { name } }", 7],
    ["{ sliced(count: 4) { name } }", 4],
    ["{ towns { total } }", 1],
    ["{ towns { nodes { name } } }", 51],
    ["{ towns(first: 10) { nodes { name } } }", 11],
    ["{ towns(last: 1) { nodes { name } } }", 2],
    ["{ towns(first: 0) { nodes { name } } }", 1],
    ["{ towns(first: 10) { edges { node { name } } } }", 21],
    ["{ undeclared(first: 20) { nodes { name } } }", 21],
    ["{ towns(first: 10) { nodes { unsized: parts { parts { name } } } } }", 1 + 10 * (1 + 2 * (1 + 2))],
    ['{ byIds(ids: ["1", "2"]) { name } }', 2],
    ["{ dear { name } }", 8],
    ["{ report }", 5],
    ["{ report(full: true) }", 25],
    ["{ assumed { roads { name } } }", 3 * (1 + 10 * 3)],
    ["{ place { parts { name } } }", 5],
    ["{ either { ... on Town { twin { name } } ... on Village { parts { name } } } }", 6],
    ["mutation { rename { name } }", 11],
    ["{ ...T ...T } fragment T on Query { plain { name } }", 2],
    ["{ __schema { types { name } } }", 0],
    ["{ nothing { here } }", 0],
  ])("of %s is %d", (query, cost) => {
    expect(costOf(query).cost).toBe(cost);
  });

  const paged = "query Q($n: Int = 5) { towns(first: $n) { nodes { name } } }";

  test.each([
    ["{ searched { name } }", {}, 1],
    ['{ searched(filter: { name: "x" }) { name } }', {}, 1],
    ['{ searched(filter: { text: "x" }) { name } }', {}, 7],
    ["{ searched(filter: { near: { x: 1, y: 2 } }) { name } }", {}, 4],
    ["{ searched(grade: A) { name } }", {}, 5],
    ['{ searched(filter: { any: [{ text: "a" }, { any: [{ text: "b" }] }, { grade: A }] }) { name } }', {}, 17],
    ["query ($f: Filter) { searched(filter: $f) { name } }", { f: { any: [{ text: "a" }, { text: "b" }] } }, 13],
    ["query ($t: String) { searched(filter: { text: $t }) { name } }", { t: "a" }, 7],
    ['query ($f: Filter = { text: "a" }) { searched(filter: $f) { name } }', {}, 7],
    ["{ paged { name } }", {}, 50],
    ["{ paged(page: { first: 4 }) { name } }", {}, 4],
    ["query ($p: Page) { paged(page: $p) { name } }", { p: { first: 9 } }, 9],
    ['{ paged(codes: ["a", "b"]) { name } }', {}, 2],
  ])("counts what is given: %s with %j costs %i", (query, variables, cost) => {
    expect(costOf(query, variables).cost).toBe(cost);
  });

  test("is not remembered for other inputs than those it was counted for", () => {
    const judge = createOperationLimits(readCostRules(parse(sdl)));
    const searched = asked("query ($f: Filter) { searched(filter: $f) { name } }");
    const costWith = (f: object) => judge({ ...searched, variables: { f }, digest: "one" }, standardLimits).cost;

    expect([costWith({}), costWith({ text: "a" }), costWith({ any: [{ text: "a" }, { text: "b" }] })]).toEqual([
      1, 7, 13,
    ]);
  });

  test("is sized by variables, and by their standards", () => {
    expect(costOf(paged, { n: 30 })).toEqual({ cost: 31, page: 30 });
    expect(costOf(paged)).toEqual({ cost: 6, page: 5 });
    expect(costOf(paged, { n: null })).toEqual({ cost: 51, page: 0 });
  });

  test.each([
    ["{ demanding { name } }", {}, "Query.demanding"],
    ["{ demanding(first: null) { name } }", {}, "Query.demanding"],
    ["{ plain { name } demanding(first: 2, page: { first: 3 }) { name } }", {}, "Query.demanding"],
    ["query ($n: Int) { demanding(first: $n) { name } }", {}, "Query.demanding"],
    ["query ($n: Int) { demanding(first: $n) { name } }", { n: 3 }, undefined],
    ["query ($n: Int = 4) { demanding(first: $n) { name } }", {}, undefined],
    ["{ demanding(page: { first: 3 }) { name } }", {}, undefined],
    ["{ sliced { name } }", {}, undefined],
    ["{ towns { total } }", {}, undefined],
  ])("notes a list that must be sliced by one argument and is not: %s with %j", (query, variables, unsliced) => {
    expect(costOf(query, variables).unsliced).toBe(unsliced);
  });

  test("refuses such a list by name, in Japanese and English", () => {
    const judge = createOperationLimits(readCostRules(parse(sdl)));

    const { error } = judge({ ...asked("{ demanding { name } }"), variables: {}, digest: "one" }, standardLimits);

    expect([error?.code, error?.text.ja, error?.text.en]).toEqual([
      "SLICING_ARGUMENT_MISSING",
      expect.stringContaining("Query.demanding"),
      expect.stringContaining("Query.demanding"),
    ]);
  });

  test("knows the largest of several pages", () => {
    expect(costOf("{ towns(first: 2) { nodes { name } } sliced(count: 90) { name } }").page).toBe(90);
  });

  test("follows the directives under the names that the supergraph gives them", () => {
    const renamed = stripIgnoredCharacters(types)
      .replaceAll("@cost", "@price")
      .replaceAll("@listSize", "@cost__listSize");
    const supergraph = `${link(', import: [{ name: "@cost", as: "@price" }]')} ${renamed}`;

    expect(costOf("{ dear { name } assumed { name } }", {}, supergraph).cost).toBe(11);
  });
});
