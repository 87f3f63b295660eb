import { describe, expect, test } from "@jest/globals";
import { graphql, isScalarType } from "graphql";
import { contractScalars } from "#kit/graphql/scalars.ts";
import { mockSubgraph } from "../../../gateway/cli/dev/mock/mock-subgraph.ts";
import type { Json } from "../../support/ask.ts";
import { departmentNamed } from "../../support/departments.ts";
import { published } from "../../support/registry-hub.ts";

const towns = published(`
  type Query { town: Town towns: [Town!]! place(id: ID!): Place places(ids: [ID!]!): [Place]! all(first: Int, after: String, last: Int, before: String): PlaceConnection mood: Mood! rules: Rules! }
  type Mutation { rename(id: ID!): Town }
  interface Place { id: ID! name: String! }
  type Town implements Place @key(fields: "id") @key(fields: "code") { id: ID! code: String! name: String! mood: Mood! twin: Town! notes: [String!]! rain: Int }
  type Village implements Place @key(fields: "id") { id: ID! name: String! }
  type Road @key(fields: "number") { number: Int! length: Float! }
  type Stop @key(fields: "line { number } at") { line: Road! at: Int! name: String! }
  union Thing = Town | Road
  extend type Query { things: [Thing!]! }
  enum Mood { CALM BUSY }
  type PlaceConnection { nodes: [Place!]! edges: [PlaceEdge!]! pageInfo: PageInfo! totalCount: Int! }
  type PlaceEdge { node: Place! cursor: String! }
  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
  scalar Money scalar LocalDate scalar Anything
  type Rules { cost: Money! from: LocalDate! more: Anything! homeUrl: String! }
`);

async function answer(source: string, variableValues: Readonly<Record<string, unknown>> = {}): Promise<Json> {
  // Made anew each time: nothing is remembered, everything follows from what is asked.
  const { data, errors } = await graphql({ schema: mockSubgraph("towns", towns).schema, source, variableValues });
  if (errors) throw new Error(errors.join());
  return data;
}

const entities = (selection: string, ...representations: readonly object[]) =>
  answer(`query ($all: [_Any!]!) { _entities(representations: $all) { ${selection} } }`, { all: representations });

describe("a mock of a subgraph", () => {
  test("answers the same question with the same values", async () => {
    const question = "{ town { id name mood rain notes } towns { id twin { id name } } mood things { __typename } }";

    expect(await answer(question)).toEqual(await answer(question));
  });

  test("gives lists two or three values, enums one of theirs, unions and interfaces their types", async () => {
    const data = await answer("{ towns { mood notes } things { __typename } all { nodes { __typename name } } }");

    expect([2, 3]).toContain(data.towns.length);
    for (const { mood, notes } of data.towns) {
      expect(["CALM", "BUSY"]).toContain(mood);
      expect([2, 3]).toContain(notes.length);
    }
    expect(data.things.slice(0, 2)).toEqual([{ __typename: "Town" }, { __typename: "Road" }]);
    expect(new Set(data.all.nodes.map((node: Json) => node.__typename))).toEqual(new Set(["Town", "Village"]));
  });

  test("knows a record by any of its keys, wherever it comes from", async () => {
    const selection =
      "... on Town { id code name mood rain } ... on Road { number length } ... on Stop { name at line { number } }";
    const { town } = await answer(`{ town { id code name mood rain } }`);

    const { _entities: found } = await entities(
      selection,
      { __typename: "Town", id: town.id },
      { __typename: "Town", code: town.code },
      { __typename: "Town", id: "16201" },
      { __typename: "Road", number: 8 },
      { __typename: "Stop", line: { number: 8 }, at: 3 },
    );

    expect(found.slice(0, 2)).toEqual([town, town]);
    expect(found[2]).toMatchObject({ id: "16201", code: "16201" });
    expect(found[3].number).toBe(8);
    expect(found[4]).toMatchObject({ line: { number: 8 }, at: 3 });
  });

  test("gives back what it is asked for by id, of the type that it said", async () => {
    const { all } = await answer("{ all { nodes { id __typename name } } }");
    const ids = all.nodes.map(({ id }: Json) => id);

    const { places } = await answer("query ($ids: [ID!]!) { places(ids: $ids) { id __typename name } }", { ids });
    const { place } = await answer("query ($id: ID!) { place(id: $id) { id __typename name } }", { id: ids[1] });

    expect(places).toEqual(all.nodes);
    expect(place).toEqual(all.nodes[1]);
  });

  test("has pages whose nodes, edges, cursors and totals agree", async () => {
    const page = `totalCount nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;
    const { all } = await answer(`{ all { ${page} } }`);
    const walked: string[] = [];
    let after: string | null = null;
    let isMore = true;
    while (isMore) {
      const next: Json = (
        await answer(`query ($after: String) { all(first: 2, after: $after) { ${page} } }`, { after })
      ).all;
      expect(next.edges.map(({ node }: Json) => node)).toEqual(next.nodes);
      expect([next.totalCount, next.pageInfo.endCursor]).toEqual([all.totalCount, next.edges.at(-1).cursor]);
      expect(next.pageInfo.hasPreviousPage).toBe(after !== null);
      walked.push(...next.nodes.map(({ id }: Json) => id));
      after = next.pageInfo.endCursor;
      isMore = next.pageInfo.hasNextPage;
    }
    const { all: ending } = await answer(`query ($before: String) { all(last: 2, before: $before) { ${page} } }`, {
      before: all.edges.at(-1).cursor,
    });

    expect(walked).toEqual(all.nodes.map(({ id }: Json) => id));
    expect(new Set(walked).size).toBe(all.totalCount);
    expect(ending.nodes).toEqual(all.nodes.slice(-3, -1));
    expect(ending.pageInfo.hasNextPage).toBe(true);
  });

  test("leaves out now and then what may be absent", async () => {
    const towns = Array.from({ length: 64 }, (_, number) => ({ __typename: "Town", id: `t${number}` }));

    const { _entities: found } = await entities("... on Town { rain }", ...towns);

    const absent = found.filter(({ rain }: Json) => rain === null).length;
    expect(absent).toBeGreaterThan(0);
    expect(absent).toBeLessThan(32);
  });

  test("guesses of scalars what their names promise", async () => {
    const { rules } = await answer("{ rules { cost from more homeUrl } }");

    expect(rules.cost).toEqual(expect.any(Number));
    expect(Number.isNaN(Date.parse(rules.from))).toBe(false);
    expect(rules.more).toMatch(/^more \d+$/);
    expect(URL.canParse(rules.homeUrl)).toBe(true);
  });

  test("changes nothing, and says so", async () => {
    const { schema } = mockSubgraph("towns", towns);

    const { errors } = await graphql({ schema, source: `mutation { rename(id: "1") { id } }` });

    expect(errors?.[0]?.message).toMatch(/towns is a mock/);
  });
});

describe("a mock of a department", () => {
  const welfare = mockSubgraph("welfare", departmentNamed("welfare").sdl);

  test("has values that the contract's scalars take", async () => {
    // The mock's own scalars take everything.
    for (const [name, { serialize }] of Object.entries(contractScalars)) {
      const scalar = welfare.schema.getType(name);
      if (isScalarType(scalar)) Object.assign(scalar, { serialize });
    }
    const source = `{ welfareMeasures { nodes { id name { ja en } department { code name { ja } } pillar updatedAt
      areas { code } industries { code } startFiscalYear { year } budgets { amount fiscalYear { year } }
      callPeriods { opensOn } } } }`;

    const { data, errors } = await graphql({ schema: welfare.schema, source });

    expect(errors).toBeUndefined();
    const [first] = (data as Json).welfareMeasures.nodes;
    expect(first).toMatchObject({ id: "WelfareMeasure-1", department: { code: "welfare" } });
  });
});
