import { describe, expect, test } from "@jest/globals";
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
