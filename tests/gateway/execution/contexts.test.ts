/** Fields that are told of the records around them (`@context`, `@fromContext`). What is right follows from where each record stands. */
import { describe, expect, test } from "@jest/globals";
import { partsEngine } from "./defer/parts.ts";
import { type Department, federate, linkOf, supergraphOf } from "./federation.ts";

const parentOf = ({ id }: { id: string }) => (id === "1" ? { id: "2" } : null);

/** A plan is in the currency of the office around it; offices know their currency, and another subgraph the plans. */
const offices: Department = {
  sdl: `type Query { offices: [Office] } type Office @key(fields: "id") { id: ID! currency: String parent: Office }`,
  resolvers: {
    Query: { offices: () => [{ id: "1" }, { id: "2" }, { id: "3" }] },
    Office: {
      __resolveReference: (office: { id: string }) => office,
      currency: ({ id }: { id: string }) => currencies[id],
      parent: parentOf,
    },
  },
};
const currencies: Readonly<Record<string, string | null>> = { "1": "JPY", "2": "USD", "3": null };
const plans: Department = {
  sdl: `type Office @key(fields: "id") @context(name: "office") { id: ID! currency: String @external plans: [Plan] desk: Desk }
    type Desk @key(fields: "id") { id: ID! plan: Plan }
    type Plan @key(fields: "id") { id: ID! office: Office
      price(currency: String @fromContext(field: "$office { currency }"), digits: Int): String }`,
  resolvers: {
    Office: {
      // Every office has the same plans, so that equal records stand below different offices.
      plans: () => [{ id: "p" }, { id: "q" }],
      desk: () => ({ id: "d" }),
    },
    Desk: { plan: () => ({ id: "p" }) },
    Plan: {
      office: () => ({ id: "2" }),
      price: ({ id }: { id: string }, { currency, digits }: { currency?: string | null; digits?: number }) =>
        `${id} in ${currency} ${digits ?? ""}`.trim(),
    },
  },
};
/** A third one has more of a plan, and one of a desk: what is asked of it comes between. */
const notes: Department = {
  sdl: `type Plan @key(fields: "id") { id: ID! note: String } type Desk @key(fields: "id") { id: ID! label: String }`,
  resolvers: {
    Plan: { note: ({ id }: { id: string }) => `note ${id}` },
    Desk: { label: ({ id }: { id: string }) => `desk ${id}` },
  },
};

async function answerTo(query: string, departments: Readonly<Record<string, Department>> = { offices, plans, notes }) {
  const { run, asked, stop } = await federate(departments);
  const answer = await run(query, { contextualArgument_1_0: 2, digits: 2 });
  await stop();
  return { answer, asked };
}

describe("a field that is told of a record around it", () => {
  test("is told of each place what is so there, though equal records stand at several", async () => {
    const { answer } = await answerTo("{ offices { plans { price note } } }");

    expect(answer).toEqual({
      data: {
        offices: ["JPY", "USD", null].map((currency) => ({
          plans: [
            { price: `p in ${currency}`, note: "note p" },
            { price: `q in ${currency}`, note: "note q" },
          ],
        })),
      },
    });
  });

  test("has a client's other arguments beside, under any alias", async () => {
    const { answer } = await answerTo(
      "query ($digits: Int) { offices { currency: id plans { price: price(digits: $digits) two: price(digits: 3) } } }",
    );

    expect(answer.data).toMatchObject({
      offices: [{ currency: "1", plans: [{ price: "p in JPY 2", two: "p in JPY 3" }, {}] }, {}, {}],
    });
  });

  test("leaves a client's own variable of such a name alone", async () => {
    const { answer } = await answerTo(
      "query ($contextualArgument_1_0: Int) { offices { plans { price(digits: $contextualArgument_1_0) } } }",
    );

    expect(answer.data).toMatchObject({ offices: [{ plans: [{ price: "p in JPY 2" }, {}] }, {}, {}] });
  });

  test("is told of the nearest record of its context", async () => {
    const { answer } = await answerTo("{ offices { plans { price office { plans { price } } } } }");

    expect(answer.data).toMatchObject({
      offices: [{ plans: [{ price: "p in JPY", office: { plans: [{ price: "p in USD" }, {}] } }, {}] }, {}, {}],
    });
  });

  test("is told through records between that are equal at several places", async () => {
    const { answer } = await answerTo(
      "{ offices { desk { label plan { price } } parent { desk { plan { price } } } } }",
    );

    expect(answer).toEqual({
      data: {
        offices: [
          { desk: { label: "desk d", plan: { price: "p in JPY" } }, parent: { desk: { plan: { price: "p in USD" } } } },
          { desk: { label: "desk d", plan: { price: "p in USD" } }, parent: null },
          { desk: { label: "desk d", plan: { price: "p in null" } }, parent: null },
        ],
      },
    });
  });

  test("is asked after who knows what it is told, be it a third subgraph", async () => {
    const bare: Department = {
      sdl: offices.sdl.replace("currency: String ", ""),
      resolvers: { ...offices.resolvers, Office: { parent: parentOf } },
    };
    const money: Department = {
      sdl: `type Office @key(fields: "id") { id: ID! currency: String }`,
      resolvers: { Office: { currency: ({ id }: { id: string }) => currencies[id] } },
    };
    const { answer, asked } = await answerTo("{ offices { plans { price } parent { plans { price } } } }", {
      offices: bare,
      plans,
      money,
    });

    expect(answer).toMatchObject({
      data: {
        offices: [{ plans: [{ price: "p in JPY" }, {}], parent: { plans: [{ price: "p in USD" }, {}] } }, {}, {}],
      },
    });
    expect(answer.errors).toBeUndefined();
    expect(asked.map(({ subgraph }) => subgraph)).toEqual(["offices", "money", "plans"]);
  });

  test("is told in a part that comes later", async () => {
    const departments: Readonly<Record<string, Department>> = { offices, plans, notes };
    const engine = await partsEngine(supergraphOf(departments), (name) => linkOf(departments[name]));
    const { later } = await engine.run("{ offices { id ... @defer { plans { price } } } }");
    await engine.stop();

    expect(later.flat().map(({ path, data }) => [path, data])).toEqual(
      ["JPY", "USD", null].map((currency, place) => [
        ["offices", place],
        { plans: [{ price: `p in ${currency}` }, { price: `q in ${currency}` }] },
      ]),
    );
  });

  test("is asked of one subgraph once, whatever the records are told", async () => {
    const { asked } = await answerTo("{ offices { plans { price } } }");

    expect(asked.map(({ subgraph }) => subgraph)).toEqual(["offices", "plans"]);
  });

  test("is not asked where what it is told could not be had, and the others are", async () => {
    const main: Department = {
      ...plans,
      sdl: `type Query { main: Office } ${plans.sdl}`,
      resolvers: { ...plans.resolvers, Query: { main: () => ({ id: "1" }) } },
    };
    const { run, stop } = await federate(
      { offices, plans: main, notes },
      {
        wrap: (name, link) =>
          name === "offices" ? { ...link, execute: () => Promise.reject(new Error("away")) } : link,
      },
    );
    const { data, errors } = await run("{ main { plans { note price } } }");
    await stop();

    const plansOfMain = ["p", "q"].map((id) => ({ note: `note ${id}`, price: null }));
    expect(data).toEqual({ main: { plans: plansOfMain } });
    expect(errors?.map(({ path }) => path?.join("."))).toContain("main");
  });
});

describe("a field that is told of records of several types", () => {
  const desk: Department = {
    sdl: `type Query { places: [Place] }
      type Tower @key(fields: "id") @context(name: "place") { id: ID! floors: [String] plate: Plate }
      type Yard @key(fields: "id") @context(name: "place") { id: ID! sides: [String] plate: Plate }
      union Place = Tower | Yard
      type Plate @key(fields: "id") { id: ID!
        text(of: [String] @fromContext(field: "$place ... on Tower { floors } ... on Yard { sides }")): String }`,
    resolvers: {
      Query: {
        places: () => [
          { __typename: "Tower", id: "t", floors: ["up", "down"] },
          { __typename: "Yard", id: "y", sides: ["east"] },
        ],
      },
      Tower: { plate: () => ({ id: "p" }) },
      Yard: { plate: () => ({ id: "p" }) },
      Plate: { text: (_: unknown, { of }: { of: readonly string[] }) => of.join(" and ") },
    },
  };

  test("is told of each what is named for its type", async () => {
    const { answer } = await answerTo("{ places { ... on Tower { plate { text } } ... on Yard { plate { text } } } }", {
      desk,
    });

    expect(answer).toEqual({ data: { places: [{ plate: { text: "up and down" } }, { plate: { text: "east" } }] } });
  });
});

describe("a field that is told of a record in its own subgraph's answer", () => {
  const shop: Department = {
    sdl: `type Query { shelves: [Shelf] } interface Place @context(name: "place") { id: ID! hue: String }
      type Shelf implements Place @key(fields: "id") { id: ID! hue: String box: Box }
      type Box @key(fields: "id") { id: ID! label(hue: String @fromContext(field: "$place { hue }")): String }`,
    resolvers: {
      Query: {
        shelves: () => [
          { id: "1", hue: "red" },
          { id: "2", hue: "blue" },
        ],
      },
      Shelf: { box: () => ({ id: "b" }) },
      Box: { label: (_: unknown, { hue }: { hue: string }) => `a ${hue} box` },
    },
  };

  test("is asked once more, since only then it is known", async () => {
    const { answer, asked } = await answerTo("{ shelves { hue: id box { label } } }", { shop });

    expect(answer).toEqual({
      data: {
        shelves: [
          { hue: "1", box: { label: "a red box" } },
          { hue: "2", box: { label: "a blue box" } },
        ],
      },
    });
    expect(asked).toHaveLength(2);
  });
});
