import { buildSubgraphSchema } from "@apollo/subgraph";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "graphql";
import type { Hub } from "../../../gateway/hub.ts";
import { ask, type HttpAnswer } from "../../support/ask.ts";
import { eventually } from "../../support/hub-process.ts";
import { serveHub, subgraphOf } from "../../support/test-hub.ts";
import { deadly, harmless, internal, mixedUp, spoiled } from "./corpus.ts";
import { serveRawForTest } from "./raw-for-test.ts";
import type { Fault, RawSubgraph } from "./raw-subgraph.ts";

const towns = ["Himi", "Namerikawa", "Tonami"].map((name, index) => ({ id: String(index + 1), name }));

const registry = subgraphOf(
  "registry",
  'type Query { towns: [Town!]! } type Town @key(fields: "id") { id: ID! name: String! }',
  {
    Query: { towns: () => towns },
  },
);

const peopleSdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { census: Census }
  type Mutation { elect(id: ID!): Election }
  type Census { total: Int officer: String! }
  type Election { id: ID! name: String! votes: Int }
  type Town @key(fields: "id") { id: ID! population: Int mayor: Mayor }
  type Mayor { name: String! }`;

const peopleSchema = buildSubgraphSchema([
  {
    typeDefs: parse(peopleSdl),
    resolvers: {
      Query: { census: () => ({ total: 6, officer: "Aoki" }) },
      Mutation: { elect: (_: unknown, { id }: { id: string }) => ({ id, name: "Baba", votes: 3 }) },
      Town: {
        __resolveReference: ({ id }: { id: string }) => ({
          id,
          population: Number(id) * 1_000,
          mayor: { name: `Mayor ${id}` },
        }),
      },
    },
  },
]);

/** What is asked, what of it must stand whatever the faulty subgraph does, and where its failing is told. */
const questions = {
  "a root field": {
    query: "{ towns { id name } census { total officer } }",
    place: "census",
    rest: ({ data }: HttpAnswer) => data.towns,
    restIs: towns,
    emptied: (data: HttpAnswer["data"]) => data.census,
  },
  "an entity join": {
    query: "{ towns { id name population mayor { name } } }",
    place: "towns",
    rest: ({ data }: HttpAnswer) => data.towns.map(({ id, name }: (typeof towns)[number]) => ({ id, name })),
    restIs: towns,
    emptied: (data: HttpAnswer["data"]) => data.towns[0].mayor,
  },
  "a mutation": {
    query: `mutation { elect(id: "1") { id name votes } }`,
    place: "elect",
    rest: ({ data }: HttpAnswer) => Object.keys(data),
    restIs: ["elect"],
    emptied: (data: HttpAnswer["data"]) => data.elect,
  },
} as const;

const all = Object.entries(questions);

describe("a subgraph that fails", () => {
  let people: RawSubgraph;
  let hub: Hub;
  const right = new Map<string, HttpAnswer>();

  beforeAll(async () => {
    people = await serveRawForTest(peopleSchema);
    // Long enough for a machine that others keep busy.
    const limits = { readTime: 800, mutationTime: 800, largestAnswer: 50_000 };
    hub = await serveHub([registry], limits, [{ name: "people", url: people.url }]);
    for (const [name, { query }] of all) {
      // The first of its kind is planned and compiled everywhere.
      const answer = await eventually(
        () => ask(hub.url, query),
        ({ errors }) => errors === undefined,
      );
      right.set(name, answer);
    }
  });

  const askUnder = async (fault: Fault, query: string) => {
    people.set(fault);
    const answer = await ask(hub.url, query);
    const calls = people.calls.filter((call) => call.startsWith("mutation"));
    people.set(undefined);
    return { answer, mutations: calls.length };
  };

  const expectNothingTold = (answer: HttpAnswer) => {
    const text = JSON.stringify(answer);
    for (const word of [
      internal,
      "127.0.0.1",
      new URL(people.url).port,
      "169.254",
      "/srv/",
      "ECONN",
      "undici",
      ".ts:",
      "polluted",
    ])
      expect(text).not.toContain(word);
  };

  test("answers rightly as long as it does not", () => {
    for (const answer of right.values()) expect(answer.errors).toBeUndefined();
    expect(right.get("an entity join")?.data.towns[2]).toEqual({
      ...towns[2],
      population: 3_000,
      mayor: { name: "Mayor 3" },
    });
  });

  describe.each(all)("at %s", (name, { query, place, rest, restIs, emptied }) => {
    test.each(Object.entries(deadly))(
      "with %s leaves the rest complete, is told at its place, and is asked again rightly",
      async (_, fault) => {
        const { answer, mutations } = await askUnder(fault, query);

        expect(answer.status).toBe(200);
        expect(rest(answer)).toEqual(restIs);
        expect(emptied(answer.data)).toBeNull();
        expect(answer.errors?.length).toBeGreaterThan(0);
        for (const { path, extensions } of answer.errors ?? []) {
          expect(path?.[0]).toBe(place);
          expect(extensions.code).toMatch(/^SUBGRAPH_(?:UNREACHABLE|TIMEOUT|ANSWER_INVALID)$/);
        }
        expectNothingTold(answer);
        expect(mutations).toBeLessThanOrEqual(1);
        expect(await ask(hub.url, query)).toEqual(right.get(name));
      },
    );

    test.each(Object.entries(spoiled))("with %s is held to its promises", async (_, fault) => {
      const { answer, mutations } = await askUnder(fault, query);

      expect(rest(answer)).toEqual(restIs);
      expect(answer.errors?.length).toBeGreaterThan(0);
      for (const { path } of answer.errors ?? []) expect(path?.[0]).toBe(place);
      expect(JSON.stringify(answer.data)).not.toContain("not");
      expectNothingTold(answer);
      expect(mutations).toBeLessThanOrEqual(1);
      expect(await ask(hub.url, query)).toEqual(right.get(name));
    });

    test.each(Object.entries(harmless))("with %s changes nothing", async (_, fault) => {
      const { answer, mutations } = await askUnder(fault, query);

      expect(answer).toEqual(right.get(name));
      expect(Object.prototype).not.toHaveProperty("polluted");
      expect(mutations).toBeLessThanOrEqual(1);
      expect(await ask(hub.url, query)).toEqual(right.get(name));
    });
  });

  test.each(Object.entries(mixedUp))("at an entity join with %s gives no record another's data", async (_, fault) => {
    const { query, rest, restIs } = questions["an entity join"];

    const { answer } = await askUnder(fault, query);

    expect(rest(answer)).toEqual(restIs);
    expect(answer.data.towns.map(({ mayor }: { mayor: unknown }) => mayor)).toEqual([null, null, null]);
    expect(answer.errors?.map(({ path }) => path?.[0])).toContain("towns");
    expect(await ask(hub.url, query)).toEqual(right.get("an entity join"));
  });
});
