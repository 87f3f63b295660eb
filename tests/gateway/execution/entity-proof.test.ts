import { describe, expect, test } from "@jest/globals";
import type { SubgraphAnswer, SubgraphRequest } from "../../../gateway/execution/index.ts";
import { federate } from "./federation.ts";
import { people, registry, weather } from "./towns.ts";

function changeEntities(change: (entities: unknown[]) => unknown[]) {
  return (answer: SubgraphAnswer, { subgraph }: SubgraphRequest): SubgraphAnswer => {
    const entities = answer.data?.["_entities"];
    return subgraph === "weather" && Array.isArray(entities) ? { data: { _entities: change(entities) } } : answer;
  };
}

describe("a list of records", () => {
  test.each([
    ["in another order", (entities: unknown[]) => entities.toReversed()],
    ["with a row too few", (entities: unknown[]) => entities.slice(1)],
  ])("that comes back %s is an error, never another record's data", async (_, change) => {
    const { run, stop } = await federate({ registry, people, weather }, { tamper: changeEntities(change) });

    const { data, errors } = await run("{ towns { name rain } }");

    expect(data).toEqual({
      towns: [
        { name: "Namerikawa", rain: null },
        { name: "Himi", rain: null },
        { name: "Tonami", rain: null },
      ],
    });
    expect(errors).toEqual([
      expect.objectContaining({ path: ["towns"], extensions: { code: "ENTITY_MISMATCH", serviceName: "weather" } }),
    ]);
    await stop();
  });

  test("from a subgraph that cannot tell its keys is believed", async () => {
    const forgetful = {
      ...people,
      resolvers: { Person: { __resolveReference: ({ id }: { id: string }) => ({ name: `Person ${id}` }) } },
    };
    const { run, asked, stop } = await federate({ registry, people: forgetful, weather });

    const query = `{ town(id: "1") { mayor { name } } }`;
    const answers = [await run(query), await run(query)];

    expect(answers).toEqual(Array(2).fill({ data: { town: { mayor: { name: "Person p1" } } } }));
    expect(asked.filter(({ subgraph }) => subgraph === "people")).toHaveLength(3);
    await stop();
  });
});

describe("a record that occurs at several places", () => {
  test("is asked for once", async () => {
    const { run, asked, stop } = await federate({ registry, people, weather });

    const { data } = await run("{ towns { mayor { name } } }");

    const names = ["Person p1", "Person p2", "Person p1"];
    expect(data).toEqual({ towns: names.map((name) => ({ mayor: { name } })) });
    expect(asked.find(({ subgraph }) => subgraph === "people")?.variables["representations"]).toHaveLength(2);
    await stop();
  });

  test("is asked for once even where the places are in different parts of the operation", async () => {
    const { run, asked, stop } = await federate({ registry, people, weather });

    await run(`{ towns { mayor { name } } town(id: "1") { mayor { name age } } }`);

    const toPeople = asked.filter(({ subgraph }) => subgraph === "people");
    expect(toPeople).toHaveLength(1);
    expect(toPeople[0]?.operation.text).toContain("_e1:_entities");
    await stop();
  });
});

describe("records whose keys look alike", () => {
  test("are not taken for one another", async () => {
    const keys = [
      { a: 'x\n"y', b: "z" },
      { a: "x", b: 'y\n"z' },
      { a: "1:x", b: "" },
    ];
    const parcels = {
      sdl: `type Query { parcels: [Parcel] } type Parcel @key(fields: "a b") { a: String! b: String! }`,
      resolvers: { Query: { parcels: () => keys } },
    };
    const owners = {
      sdl: `type Parcel @key(fields: "a b") { a: String! b: String! owner: String }`,
      resolvers: {
        Parcel: { __resolveReference: (key: { a: string; b: string }) => ({ ...key, owner: `${key.a}|${key.b}` }) },
      },
    };
    const { run, stop } = await federate({ parcels, owners });

    const { data } = await run("{ parcels { owner } }");

    expect(data).toEqual({ parcels: keys.map(({ a, b }) => ({ owner: `${a}|${b}` })) });
    await stop();
  });
});
