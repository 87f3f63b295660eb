import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Department, type Federation, federate } from "./federation.ts";

const numbers = Array.from({ length: 40 }, (_, index) => index);

const values = "type Owner @shareable { code: ID! name: Text! } type Text @shareable { ja: String! }";
const shared = "id: ID! owner: Owner! @shareable title: Text! @shareable";

interface Key {
  readonly id: string;
}

const record = ({ id }: Key) => ({
  __typename: `Measure${id.split("-")[0]}`,
  id,
  owner: { code: id, name: { ja: `部局${id}` } },
  title: { ja: `施策${id}` },
  extra: `extra of ${id}`,
  score: id.length,
});

/** Each has a type of its own, with the fields that all have and one that only it knows. */
const departments = numbers.map((number): [string, Department] => [
  `department${number}`,
  {
    sdl: `${values} interface Measure { id: ID! owner: Owner! title: Text! }
      type Query { measures${number}: [Measure${number}] }
      type Measure${number} implements Measure @key(fields: "id") { ${shared} extra: String }`,
    resolvers: {
      Query: { [`measures${number}`]: () => [record({ id: `${number}-1` })] },
      [`Measure${number}`]: { __resolveReference: record },
    },
  },
]);

const catalog: Department = {
  sdl: `${values} type Query { measures: [Measure!] }
    interface Measure @key(fields: "id") { id: ID! owner: Owner! title: Text! }
    ${numbers.map((number) => `type Measure${number} implements Measure @key(fields: "id") { ${shared} }`).join("\n")}`,
  resolvers: {
    Query: { measures: () => [record({ id: "3-1" }), record({ id: "39-2" })] },
    Measure: { __resolveReference: record, __resolveType: ({ id }: Key) => `Measure${id.split("-")[0]}` },
  },
};

const audit: Department = {
  sdl: `type Query { worst: Measure } type Measure @key(fields: "id") @interfaceObject { id: ID! score: Int }`,
  resolvers: { Query: { worst: () => ({ id: "7-12", score: 4 }) }, Measure: { __resolveReference: record } },
};

const world = { ...Object.fromEntries(departments), catalog, audit };

describe("an interface that forty departments implement", () => {
  let federation: Federation;

  beforeAll(async () => {
    federation = await federate(world);
  });

  afterAll(() => federation.stop());

  test.each([
    ["{ measures { id owner { name { ja } } } }", { measures: [ownerOf("3-1"), ownerOf("39-2")] }, ["catalog"]],
    [
      "{ measures { id owner { name { ja } } score ... on Measure39 { extra } } }",
      {
        measures: [
          { ...ownerOf("3-1"), score: 3 },
          { ...ownerOf("39-2"), score: 4, extra: "extra of 39-2" },
        ],
      },
      ["audit", "catalog", "department39"],
    ],
    [
      "{ worst { id score owner { name { ja } } ... on Measure7 { extra } } }",
      { worst: { ...ownerOf("7-12"), score: 4, extra: "extra of 7-12" } },
      ["audit", "catalog", "department7"],
    ],
    [
      "{ measures5 { id owner { name { ja } } extra score } }",
      { measures5: [{ ...ownerOf("5-1"), extra: "extra of 5-1", score: 3 }] },
      ["audit", "department5"],
    ],
  ])("is asked of those concerned, once each: %s", async (query, data, concerned) => {
    const before = federation.asked.length;

    const answer = await federation.run(query);

    expect(answer).toEqual({ data });
    expect(
      federation.asked
        .slice(before)
        .map(({ subgraph }) => subgraph)
        .sort(),
    ).toEqual(concerned);
  });
});

function ownerOf(id: string) {
  return { id, owner: { name: { ja: `部局${id}` } } };
}

describe("a value of which the subgraph of the interface has a part only", () => {
  const shelves: Department = {
    sdl: `type Query { shelf: [Media!] } interface Media @key(fields: "id") { id: ID! place: Place }
      type Book implements Media @key(fields: "id") { id: ID! place: Place @shareable }
      type Place { floor: Level @shareable } type Level @shareable { number: Int }`,
    resolvers: {
      Query: { shelf: () => [{ id: "1", place: { floor: { number: 2 } } }] },
      Media: { __resolveReference: (key: object) => key, __resolveType: () => "Book" },
    },
  };
  const books: Department = {
    sdl: `type Book @key(fields: "id") { id: ID! place: Place @shareable }
      type Place { floor: Level @shareable room: Int } type Level @shareable { number: Int }`,
    resolvers: { Book: { __resolveReference: ({ id }: Key) => ({ id, place: { floor: { number: 2 }, room: 7 } }) } },
  };

  test("is still fetched where the rest of it is", async () => {
    const { run, stop } = await federate({ shelves, books });

    expect(await run("{ shelf { id place { room floor { number } } } }")).toEqual({
      data: { shelf: [{ id: "1", place: { room: 7, floor: { number: 2 } } }] },
    });

    await stop();
  });
});
