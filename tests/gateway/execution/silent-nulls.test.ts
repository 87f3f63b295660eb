/** Questions that were once answered wrongly without an error, each the smallest of its kind. What is right follows from the specification and the data. */
import { describe, expect, test } from "@jest/globals";
import { parse } from "graphql";
import { isJsonObject } from "../../../gateway/execution/json.ts";
import { planOrExplain } from "../../../gateway/execution/plan/plan-or-explain.ts";
import { type Department, federate } from "./federation.ts";

async function answers(departments: Readonly<Record<string, Department>>, query: string, variables = {}) {
  const { run, asked, stop } = await federate(departments);
  const answer = await run(query, variables);
  await stop();
  const representations = asked.flatMap((request) =>
    Object.values(request.variables).flatMap((value) => (Array.isArray(value) ? value.filter(isJsonObject) : [])),
  );
  return { answer, representations };
}

describe("a record of a fetch that also asks for what another field requires", () => {
  const catalog: Department = {
    sdl: `type Query { measures: [Measure] } interface Measure @key(fields: "id") { id: ID! name: String }
      type Work implements Measure @key(fields: "id") { id: ID! name: String }
      type Care implements Measure @key(fields: "id") { id: ID! name: String }`,
    resolvers: {
      Query: {
        measures: () => [
          { __typename: "Work", id: "1", name: "w" },
          { __typename: "Care", id: "2", name: "c" },
        ],
      },
    },
  };
  const audit: Department = {
    sdl: `type Measure @key(fields: "id") @interfaceObject {
        id: ID! name: String @external score: Int label: String @requires(fields: "name") }`,
    resolvers: {
      Measure: { score: () => 2, label: ({ name }: { name: string }) => `L${name}` },
    },
  };

  test.each([
    ["{ measures { ... on Work { label } ... on Care { score } } }", [{ label: "Lw" }, { score: 2 }]],
    ["{ measures { ... on Work { label } score } }", [{ label: "Lw", score: 2 }, { score: 2 }]],
    [
      "{ measures { ... on Work { label } ... on Care { id score } ... on Measure { score } } }",
      [
        { label: "Lw", score: 2 },
        { id: "2", score: 2 },
      ],
    ],
  ])("is asked for each field whose own requirements it has: %s", async (query, measures) => {
    const { answer } = await answers({ catalog, audit }, query);

    expect(answer).toEqual({ data: { measures } });
  });
});

describe("a field of an @interfaceObject whose value type the interface's own subgraph has too", () => {
  const catalog: Department = {
    sdl: `type Query { measures: [Measure] works: [Work] }
      interface Measure @key(fields: "id") { id: ID! name: Text }
      type Work implements Measure @key(fields: "id") { id: ID! name: Text }
      type Text @shareable { ja: String }`,
    resolvers: {
      Query: {
        measures: () => [{ __typename: "Work", id: "1", name: { ja: "名" } }],
        works: () => [{ id: "1", name: { ja: "名" } }],
      },
    },
  };
  const notes: Department = {
    sdl: `type Measure @key(fields: "id") @interfaceObject { id: ID! note: Text } type Text @shareable { ja: String }`,
    resolvers: { Measure: { note: () => ({ ja: "注" }) } },
  };

  test.each([
    "{ works { note { ja } } }",
    "{ works: measures { note { ja } } }",
    "{ works: measures { ... on Work { note { ja } } } }",
  ])("is asked of the subgraph that adds it: %s", async (query) => {
    const { answer } = await answers({ catalog, notes }, query);

    expect(answer).toEqual({ data: { works: [{ note: { ja: "注" } }] } });
  });
});

describe("a condition that is written out", () => {
  const plans: Department = {
    sdl: `type Query { plans: [Plan] } type Plan @key(fields: "id") { id: ID! weeks: Int }`,
    resolvers: { Query: { plans: () => [{ id: "1" }] }, Plan: { weeks: () => 3 } },
  };
  const costs: Department = {
    sdl: `type Plan @key(fields: "id") { id: ID! weeks: Int @external cost: Int @requires(fields: "weeks") days: Int }`,
    resolvers: { Plan: { cost: ({ weeks }: { weeks: number }) => weeks * 10, days: () => 9 } },
  };

  test.each([
    "{ plans { cost @skip(if: true) days } }",
    "{ plans { cost @include(if: false) days } }",
    "{ plans { days cost @include(if: false) } }",
    "{ plans { ... @include(if: false) { cost } days } }",
    "{ plans { ...Cost @skip(if: true) days } } fragment Cost on Plan { cost }",
    "{ plans { ...Both } } fragment Both on Plan { ...Cost days } fragment Cost on Plan { cost @include(if: false) }",
    "query ($no: Boolean = false) { plans { days cost @include(if: $no) } }",
    "{ plans { days @skip(if: false) ... @include(if: true) { days @include(if: true) } } }",
  ])("is settled before anything is planned: %s", async (query) => {
    const { answer } = await answers({ plans, costs }, query);

    expect(answer).toEqual({ data: { plans: [{ days: 9 }] } });
  });

  test("that leaves nothing of an object leaves the object", async () => {
    const { answer } = await answers({ plans, costs }, "{ plans { cost @skip(if: true) } }");

    expect(answer).toEqual({ data: { plans: [{}] } });
  });

  test("that leaves nothing of the operation leaves an empty answer", async () => {
    const { answer } = await answers({ plans, costs }, "{ plans @skip(if: true) { days } }");

    expect(answer).toEqual({ data: {} });
  });
});

describe("a chain of @requires that comes back to where it began", () => {
  const schools: Department = {
    sdl: `type Query { schools: [School] }
      type School @key(fields: "id") { id: ID! base: String @external one: String @requires(fields: "base") }`,
    resolvers: {
      Query: { schools: () => [{ id: "1" }] },
      School: { one: ({ base }: { base?: string }) => `one(${base})` },
    },
  };
  const towns: Department = {
    sdl: `type School @key(fields: "id") {
        id: ID! base: String one: String @external two: String @requires(fields: "one") }`,
    resolvers: { School: { base: () => "B", two: ({ one }: { one?: string }) => `two(${one})` } },
  };

  test.each([
    ["{ schools { two } }", { two: "two(one(B))" }],
    ["{ schools { one } }", { one: "one(B)" }],
    ["{ schools { one two base } }", { one: "one(B)", two: "two(one(B))", base: "B" }],
  ])("is computed from its beginning: %s", async (query, school) => {
    const { answer } = await answers({ schools, towns }, query);

    expect(answer).toEqual({ data: { schools: [school] } });
  });
});

describe("an interface of which one type lacks what another's field needs", () => {
  const offices: Department = {
    sdl: `type Query { offices: [Office] some: [Some] }
      interface Office @key(fields: "id") { id: ID! open: Boolean }
      type Branch implements Office @key(fields: "id") { id: ID! open: Boolean a: Int }
      type Desk implements Office @key(fields: "id") { id: ID! open: Boolean }
      union Some = Branch | Desk`,
    resolvers: {
      Query: { offices: () => both, some: () => both },
      Office: {
        __resolveReference: ({ id }: { id: string }) => both.find((each) => each.id === id),
        __resolveType: ({ __typename }: { __typename: string }) => __typename,
      },
    },
  };
  const both = [
    { __typename: "Branch", id: "a", open: true, a: 1 },
    { __typename: "Desk", id: "b", open: true },
  ];
  const queues: Department = {
    sdl: `type Query { queues: [Office] }
      type Office @key(fields: "id") @interfaceObject {
        id: ID! open: Boolean @external queue: String @requires(fields: "open") n: Int }`,
    resolvers: {
      Query: { queues: () => [{ id: "a" }, { id: "b" }] },
      Office: { queue: ({ open }: { open: boolean }) => `q${open}`, n: () => 4 },
    },
  };

  test.each([
    ["{ queues { ... on Desk { queue } ... on Branch { a } } }", [{ a: 1 }, { queue: "qtrue" }]],
    ["{ queues { ... on Desk { queue } ... on Branch { n } } }", [{ n: 4 }, { queue: "qtrue" }]],
    ["{ queues { ... on Some { ... on Office { id } } } }", [{ id: "a" }, { id: "b" }]],
    ["{ queues { ... on Some { ... on Desk { id } } } }", [{}, { id: "b" }]],
    ["{ queues: some { ... on Office { ... on Some { ... on Branch { a } } } } }", [{ a: 1 }, {}]],
    [
      "{ queues { ... on Desk { ... on Office { ... on Branch { a } } queue } n } }",
      [{ n: 4 }, { queue: "qtrue", n: 4 }],
    ],
  ])("is answered for each: %s", async (query, queues_) => {
    const { answer, representations } = await answers({ offices, queues }, query);

    expect(answer).toEqual({ data: { queues: queues_ } });
    expect(representations.filter(({ id }) => id === undefined)).toEqual([]);
  });
});

describe("a field that was asked for and that no subgraph was ever asked for", () => {
  const works: Department = {
    sdl: `type Query { bridge: Bridge } type Bridge @key(fields: "id") { id: ID! length: Int }`,
    resolvers: { Query: { bridge: () => ({ id: "b", length: 30 }) } },
  };
  const surveys: Department = {
    sdl: `type Bridge @key(fields: "id") { id: ID! length: Int @external span: String @requires(fields: "length") state: String }`,
    resolvers: { Bridge: { span: ({ length }: { length: number }) => `${length} m`, state: () => "sound" } },
  };

  test("is an error with its path and its subgraph, and never a silent null", async () => {
    const { run, stop } = await federate(
      { works, surveys },
      {
        tamper: (answer) => {
          const bridge = answer.data?.["bridge"];
          if (isJsonObject(bridge)) delete bridge["length"];
          return answer;
        },
      },
    );

    const answer = await run("{ bridge { span state } }");

    expect(answer.data).toEqual({ bridge: { span: null, state: "sound" } });
    expect(answer.errors).toEqual([
      expect.objectContaining({
        message: expect.stringContaining("Bridge.span"),
        path: ["bridge", "span"],
        extensions: { code: "NOT_FETCHED", serviceName: "surveys" },
      }),
    ]);
    await stop();
  });

  test("is null without an error where its subgraph has said that it does not know the record", async () => {
    const unknown = { ...surveys, resolvers: { Bridge: { __resolveReference: () => null } } };

    const { answer } = await answers({ works, surveys: unknown }, "{ bridge { id state } }");

    expect(answer).toEqual({ data: { bridge: { id: "b", state: null } } });
  });
});

describe("an operation that the planner finds no way for", () => {
  test("is refused with a code and the place", async () => {
    const planner = { plan: async () => Promise.reject(new Error("We should have an edge")) };
    const document = parse("query { towns { name } }");

    const refusal = planOrExplain(planner, { document, overrides: [] });

    await expect(refusal).rejects.toMatchObject({
      message: expect.stringContaining("towns"),
      extensions: { code: "OPERATION_NOT_PLANNABLE" },
      locations: [{ line: 1, column: 9 }],
    });
  });
});

describe("two fetches that ask for the same, of which one waits for the other", () => {
  const catalog: Department = {
    sdl: `interface Measure @key(fields: "id") { id: ID! base: String two: String }
      type Work implements Measure @key(fields: "id") { id: ID! base: String one: String @external two: String @requires(fields: "one") }
      type Care implements Measure @key(fields: "id") { id: ID! base: String one: String @external two: String @requires(fields: "one") }`,
    resolvers: {
      Measure: { __resolveReference: (measure: { id: string }) => ({ ...measure, __typename: typeNames[measure.id] }) },
      ...Object.fromEntries(
        ["Work", "Care"].map((name) => [
          name,
          {
            base: ({ id }: { id: string }) => `B${id}`,
            two: ({ one }: { one?: string }) => `two(${one})`,
          },
        ]),
      ),
    },
  };
  const typeNames: Readonly<Record<string, string>> = { "1": "Work", "2": "Care" };
  const ones: Department = {
    sdl: `type Query { measures: [Measure] }
      type Measure @key(fields: "id") @interfaceObject { id: ID! base: String @external one: String @requires(fields: "base") }`,
    resolvers: {
      Query: { measures: () => [{ id: "1" }, { id: "2" }] },
      Measure: { one: ({ base }: { base?: string }) => `one(${base})` },
    },
  };
  const threes: Department = {
    sdl: `type Measure @key(fields: "id") @interfaceObject { id: ID! two: String @external three: String @requires(fields: "two") }`,
    resolvers: { Measure: { three: ({ two }: { two?: string }) => `three(${two})` } },
  };

  test("are planned, each by itself", async () => {
    const { answer } = await answers(
      { catalog, ones, threes },
      "{ measures { ... on Work { one three } ... on Care { base two } } }",
    );

    expect(answer).toEqual({
      data: {
        measures: [
          { one: "one(B1)", three: "three(two(one(B1)))" },
          { base: "B2", two: "two(one(B2))" },
        ],
      },
    });
  }, 400_000);
});

describe("fields of one record that require different parts of one value", () => {
  const catalog: Department = {
    sdl: `type Query { measures: [Measure] } interface Measure @key(fields: "id") { id: ID! budget: Budget }
      type Work implements Measure @key(fields: "id") { id: ID! budget: Budget } type Budget @shareable { year: Int amount: Int }`,
    resolvers: {
      Query: { measures: () => [{ __typename: "Work", id: "1", budget: { year: 2026, amount: 7 } }] },
    },
  };
  const audit: Department = {
    sdl: `type Work @key(fields: "id") {
        id: ID! budget: Budget @external size: String @requires(fields: "budget { amount }")
        period: String @requires(fields: "budget { year }") }
      type Budget @shareable { year: Int amount: Int }`,
    resolvers: {
      Work: {
        size: ({ budget }: { budget: { amount: number } }) => `${budget.amount} yen`,
        period: ({ budget }: { budget: { year: number } }) => `in ${budget.year}`,
      },
    },
  };

  test("are told all of them, in whichever fragments they are asked for", async () => {
    const query = `query ($not: Boolean!) { measures @skip(if: $not) {
      ... @skip(if: $not) { ... on Work { size } ... on Work { id period } }
      ... on Work { period }
      ... on Work @skip(if: $not) { period @skip(if: $not) id @include(if: $not) } } }`;

    const { answer } = await answers({ catalog, audit }, query, { not: false });

    expect(answer).toEqual({ data: { measures: [{ size: "7 yen", id: "1", period: "in 2026" }] } });
  });
});

describe("a record that a subgraph with an @interfaceObject names again", () => {
  const catalog: Department = {
    sdl: `type Query { catalog: Boolean } interface Measure @key(fields: "id") { id: ID! name: String label: String }
      ${["Work", "Care"].map(
        (type) => `type ${type} implements Measure @key(fields: "id") {
          id: ID! name: String code: String @external label: String @requires(fields: "code") }`,
      )}`,
    resolvers: {
      Measure: { __resolveReference: ({ id }: { id: string }) => ({ __typename: id === "1" ? "Work" : "Care", id }) },
      Work: { name: () => "w", label: ({ code }: { code: string }) => `L${code}` },
      Care: { name: () => "c", label: ({ code }: { code: string }) => `L${code}` },
    },
  };
  const audit: Department = {
    sdl: `type Query { measures: [Measure] } type Measure @key(fields: "id") @interfaceObject {
        id: ID! next: Measure! name: String @external code: String @requires(fields: "name") }`,
    resolvers: {
      Query: { measures: () => [{ id: "1" }, { id: "2" }] },
      Measure: {
        next: ({ id }: { id: string }) => ({ id: id === "1" ? "2" : "1" }),
        code: ({ name }: { name: string }) => `C${name}`,
      },
    },
  };

  test("keeps the type that is known of it, and so what is asked for by type", async () => {
    const query = `{ measures { ... on Work { name code } ... on Care { label @include(if: false) }
      next { ... on Work { code } ... on Care { label code name } label } } }`;

    const { answer } = await answers({ catalog, audit }, query);

    const measures = [
      { name: "w", code: "Cw", next: { label: "LCc", code: "Cc", name: "c" } },
      { next: { code: "Cw", label: "LCw" } },
    ];
    expect(answer).toEqual({ data: { measures } });
  });
});

describe("a field that is asked for twice, once on a condition", () => {
  const works: Department = {
    sdl: `type Query { works: Boolean } interface Measure @key(fields: "id") { id: ID! name: String }
      type Work implements Measure @key(fields: "id") { id: ID! name: String }`,
    resolvers: { Measure: { __resolveReference: ({ id }: { id: string }) => ({ __typename: "Work", id, name: "w" }) } },
  };
  const catalog: Department = {
    sdl: `type Query { measures: [Measure] } type Measure @key(fields: "id") @interfaceObject { id: ID! }`,
    resolvers: { Query: { measures: () => [{ id: "1" }] } },
  };
  const audit: Department = {
    sdl: `type Measure @key(fields: "id") @interfaceObject {
        id: ID! name: String @external label: String @requires(fields: "name") }`,
    resolvers: { Measure: { label: ({ name }: { name: string }) => `L${name}` } },
  };

  test.each([true, false])("is fetched, whether the condition is met or not: %s", async (met) => {
    const query = `query ($met: Boolean!) { measures { label ... on Work { label @include(if: $met) } } }`;

    const { answer } = await answers({ works, catalog, audit }, query, { met });

    expect(answer).toEqual({ data: { measures: [{ label: "Lw" }] } });
  });
});
