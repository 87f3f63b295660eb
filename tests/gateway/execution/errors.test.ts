import { describe, expect, test } from "@jest/globals";
import { GraphQLError } from "graphql";
import type { SubgraphAnswer, SubgraphRequest } from "../../../gateway/execution/index.ts";
import { SubgraphFailure } from "../../../gateway/execution/index.ts";
import { federate } from "./federation.ts";
import { people, registry, weather } from "./towns.ts";

const failing = {
  ...people,
  resolvers: {
    Person: {
      __resolveReference: ({ id }: { id: string }) => ({ id, name: `Person ${id}` }),
      age: ({ id }: { id: string }) => {
        if (id === "p1")
          throw new GraphQLError("Age is secret", { extensions: { code: "SECRET", query: "SELECT age" } });
        return 50;
      },
    },
  },
};

describe("an error of a subgraph", () => {
  test("is told at every place where the record stands, by the client's own names", async () => {
    const { run, stop } = await federate({ registry, people: failing, weather });

    const { data, errors } = await run("{ all: towns { head: mayor { years: age } } }");

    expect(data).toEqual({ all: [{ head: { years: null } }, { head: { years: 50 } }, { head: { years: null } }] });
    expect(errors?.map(({ path }) => path)).toEqual([
      ["all", 0, "head", "years"],
      ["all", 2, "head", "years"],
    ]);
    await stop();
  });

  test("keeps its code and says whose it is, and nothing else", async () => {
    const { run, stop } = await federate({ registry, people: failing, weather });

    const { errors } = await run(`{ town(id: "1") { mayor { age } } }`);

    expect(errors).toEqual([
      {
        message: "Age is secret",
        path: ["town", "mayor", "age"],
        extensions: { code: "SECRET", serviceName: "people" },
      },
    ]);
    await stop();
  });
});

describe("a subgraph that gives no answer", () => {
  test("leaves its fields empty and is named at each, without its address", async () => {
    const wrap = () => ({
      execute: () => Promise.reject(new SubgraphFailure("SUBGRAPH_UNREACHABLE", { cause: "http://10.0.0.1" })),
    });
    const { run, stop } = await federate({ registry, people, weather }, { wrap });

    const answer = await run("{ towns { name } }");

    expect(answer).toEqual({
      data: { towns: null },
      errors: [
        {
          message: "No answer came from the subgraph: registry",
          path: ["towns"],
          extensions: { code: "SUBGRAPH_UNREACHABLE", serviceName: "registry" },
        },
      ],
    });
    await stop();
  });
});

describe("a value that breaks the schema's promise", () => {
  const answerWith =
    (person: object) =>
    (answer: SubgraphAnswer, { subgraph }: SubgraphRequest) =>
      subgraph === "people" ? { data: { _entities: [person] } } : answer;

  test.each([
    ["null for non-null moves up", { name: null, age: 1 }, null, ["town", "mayor", "name"]],
    ["a wrong type is null", { name: "A", age: "old" }, { name: "A", age: null }, ["town", "mayor", "age"]],
    ["a number out of range is null", { name: "A", age: 2 ** 40 }, { name: "A", age: null }, ["town", "mayor", "age"]],
  ])("is an error: %s", async (_, person, mayor, path) => {
    const { run, stop } = await federate({ registry, people, weather }, { tamper: answerWith(person) });

    const { data, errors } = await run(`{ town(id: "1") { mayor { name age } } }`);

    expect(data).toEqual({ town: { mayor } });
    expect(errors?.map((each) => each.path)).toEqual([path]);
    await stop();
  });
});
