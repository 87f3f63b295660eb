import { describe, expect, test } from "@jest/globals";
import { federate } from "./federation.ts";
import { people, registry, weather } from "./towns.ts";

const old = {
  sdl: `type Query { greeting: String @shareable here: Boolean }`,
  resolvers: { Query: { greeting: () => "from old" } },
};
const fresh = {
  sdl: `type Query { greeting: String @override(from: "old", label: "percent(50)") }`,
  resolvers: { Query: { greeting: () => "from fresh" } },
};
const moving = { old: { ...old, sdl: "type Query { greeting: String here: Boolean }" }, fresh };

describe("a progressive override", () => {
  test.each([
    [true, "from fresh"],
    [false, "from old"],
  ])("that applies: %s, is answered %s", async (applies, greeting) => {
    const { run, stop } = await federate(moving, { decideOverride: () => applies });

    expect(await run("{ greeting }")).toEqual({ data: { greeting } });

    await stop();
  });
});

describe("introspection", () => {
  test("is answered beside data, and asks no subgraph by itself", async () => {
    const { run, asked, stop } = await federate({ registry, people, weather });

    const alone = await run(
      `{ __type(name: "Town") { name } ...S } fragment S on Query { __schema { queryType { name } } }`,
    );
    const askedForSchema = asked.length;
    const mixed = await run(`query ($name: String!) { t: __type(name: $name) { kind } town(id: "1") { name } }`, {
      name: "Town",
    });

    expect(alone).toEqual({ data: { __type: { name: "Town" }, __schema: { queryType: { name: "Query" } } } });
    expect(askedForSchema).toBe(0);
    expect(mixed).toEqual({ data: { t: { kind: "OBJECT" }, town: { name: "Namerikawa" } } });
    await stop();
  });
});

describe("an interface that one subgraph has as an object", () => {
  const media = {
    sdl: `type Query { shelf: [Media] } interface Media @key(fields: "id") { id: ID! title: String }
      type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int }`,
    resolvers: {
      Query: { shelf: () => [{ __typename: "Book", id: "1", title: "Kokoro", pages: 248 }] },
      Media: {
        __resolveReference: ({ id }: { id: string }) => ({ __typename: "Book", id, title: "Kokoro" }),
        __resolveType: () => "Book",
      },
    },
  };
  const ratings = {
    sdl: `type Query { best: Media } type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int }`,
    resolvers: {
      Query: { best: () => ({ id: "1", stars: 5 }) },
      Media: { __resolveReference: (key: object) => ({ ...key, stars: 5 }) },
    },
  };

  test.each([
    ["{ shelf { __typename title stars } }", { shelf: [{ __typename: "Book", title: "Kokoro", stars: 5 }] }],
    ["{ best { id stars } }", { best: { id: "1", stars: 5 } }],
    ["{ best { __typename stars title } }", { best: { __typename: "Book", stars: 5, title: "Kokoro" } }],
  ])("answers %s", async (query, data) => {
    const { run, stop } = await federate({ media, ratings });

    expect(await run(query)).toEqual({ data });

    await stop();
  });
});
