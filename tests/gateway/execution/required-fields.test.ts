import { describe, expect, test } from "@jest/globals";
import type { SubgraphAnswer } from "../../../gateway/execution/index.ts";
import { isJsonObject } from "../../../gateway/execution/json.ts";
import { federate } from "./federation.ts";
import { people, registry, weather } from "./towns.ts";

describe("a field that requires a field with arguments", () => {
  test("gets its own arguments beside another's and the client's", async () => {
    const { run, stop } = await federate({ registry, people, weather });

    const answer = await run(`{ town(id: "1") { area(unit: "km2") rainPerTsubo rainPerHectare } }`);

    expect(answer).toEqual({
      data: { town: { area: "1 km2", rainPerTsubo: "rain per 1 tsubo", rainPerHectare: "rain per 1 ha" } },
    });
    await stop();
  });

  test("is asked for in one request, with a representation for each combination of arguments", async () => {
    const { run, asked, stop } = await federate({ registry, people, weather });

    await run(`{ town(id: "1") { rainPerTsubo rainPerHectare } }`);

    const toWeather = asked.filter(({ subgraph }) => subgraph === "weather");
    expect(toWeather).toHaveLength(1);
    expect(Object.values(toWeather[0]?.variables ?? {})).toEqual([
      [{ __typename: "Town", id: "1", area: "1 tsubo" }],
      [{ __typename: "Town", id: "1", area: "1 ha" }],
    ]);
    await stop();
  });
});

describe("fields of one fetch that require different things", () => {
  const works = {
    sdl: `
      type Query { bridge: Bridge }
      type Bridge @key(fields: "id") { id: ID! length: Int load: Int site: Site }
      type Site { soil: String slope: Int }
    `,
    resolvers: {
      Query: { bridge: () => ({ id: "b", length: 30, load: 8, site: { soil: "clay", slope: 3 } }) },
    },
  };
  const surveys = {
    sdl: `
      type Bridge @key(fields: "id") {
        id: ID!
        length: Int @external
        load: Int @external
        site: Site @external
        span: String @requires(fields: "length")
        strength: String @requires(fields: "load site { soil }")
        drainage: String @requires(fields: "site { slope }")
        state: String
      }
      type Site { soil: String @external slope: Int @external }
    `,
    resolvers: {
      Bridge: {
        __resolveReference: (known: object) => known,
        span: (known: { length: number }) => `${known.length} m`,
        strength: ({ load, site }: { load: number; site: { soil: string } }) => `${load} t on ${site.soil}`,
        drainage: ({ site }: { site: { slope: number } }) => `${site.slope} %`,
        state: () => "sound",
      },
    },
  };
  const query = `query ($a: Boolean!, $b: Boolean!, $c: Boolean!) {
    bridge { span @include(if: $a) ... @skip(if: $b) { strength } drainage @include(if: $c) state }
  }`;
  const all = [true, false].flatMap((a) => [true, false].flatMap((b) => [true, false].map((c) => ({ a, b, c }))));

  test.each(all)("are each answered where others are skipped: $a $b $c", async (variables) => {
    const { run, stop } = await federate({ works, surveys });

    const answer = await run(query, variables);

    const expected = {
      ...(variables.a && { span: "30 m" }),
      ...(!variables.b && { strength: "8 t on clay" }),
      ...(variables.c && { drainage: "3 %" }),
      state: "sound",
    };
    expect(answer).toEqual({ data: { bridge: expected } });
    await stop();
  });

  test("are asked for only where what they require is there: nothing is computed from less, and nothing else is lost", async () => {
    const tamper = (answer: SubgraphAnswer) => {
      const bridge = Object.values(answer.data ?? {})[0];
      if (isJsonObject(bridge)) delete bridge["length"];
      return answer;
    };
    const { run, asked, stop } = await federate({ works, surveys }, { tamper });

    const answer = await run(query, { a: true, b: true, c: false });

    expect(asked.map(({ subgraph }) => subgraph)).toEqual(["works", "surveys"]);
    expect(asked[1]?.operation.text).not.toContain("span");
    expect(answer.data).toEqual({ bridge: { span: null, state: "sound" } });
    await stop();
  });
});

describe("a subgraph that the plan comes back to after a @requires", () => {
  const orders = {
    sdl: `
      type Query { order: Order }
      type Order @key(fields: "number year") @key(fields: "serial", resolvable: false) { number: ID! year: Int! serial: ID! total: Int }
    `,
    resolvers: {
      Query: { order: () => ({ number: "7", year: 2026, serial: "s7" }) },
      Order: { __resolveReference: (key: object) => ({ ...key, serial: "s7", total: 300 }) },
    },
  };
  const tax = {
    sdl: `
      type Order
        @key(fields: "serial", resolvable: false)
        @key(fields: "number year") { serial: ID! number: ID! year: Int! total: Int @external tax: String @requires(fields: "total") holder: String }
      type Query { taxed: Order }
    `,
    resolvers: {
      Query: { taxed: () => ({ number: "7", year: 2026, serial: "s7", holder: "Mei" }) },
      Order: {
        __resolveReference: (key: object) => key,
        tax: ({ total, number }: { total: number; number: string }) => `${number}: ${total / 10}`,
      },
    },
  };

  test("is asked by a key that it can be asked by", async () => {
    const { run, stop } = await federate({ orders, tax });

    const answer = await run("{ taxed { holder tax } }");

    expect(answer).toEqual({ data: { taxed: { holder: "Mei", tax: "7: 30" } } });
    await stop();
  });
});
