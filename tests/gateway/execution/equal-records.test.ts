import { describe, expect, test } from "@jest/globals";
import { Kind } from "graphql";
import type { SubgraphAnswer } from "../../../gateway/execution/index.ts";
import type { EntityCall } from "../../../gateway/execution/plan/call.ts";
import { compileIdentity, compileRepresentation } from "../../../gateway/execution/plan/representation.ts";
import { runEntityCall } from "../../../gateway/execution/run/entity-call.ts";
import type { Run } from "../../../gateway/execution/run/run.ts";

const required = ["__typename", "id"].map((name) => ({ kind: "Field" as const, name }));
const text = "query($representations:[_Any!]!){_entities(representations:$representations){...on Town{name}}}";
const operation = {
  kind: "query" as const,
  name: undefined,
  text,
  quotedText: JSON.stringify(text),
  document: { kind: Kind.DOCUMENT as const, definitions: [] },
};

function callFor(subgraph: string, places: readonly string[]): EntityCall {
  return {
    kind: "entities",
    after: [],
    subgraph,
    operation,
    uncheckedOperation: operation,
    proof: { isPossible: false },
    variables: [],
    part: undefined,
    parts: [
      {
        answerKey: "_entities",
        variable: "representations",
        targets: places.map((place) => ({ path: [place], place, conditions: [] })),
        drawingFor: () => ({
          identify: compileIdentity(required),
          represent: compileRepresentation(required, () => new Set(), { meanings: new Map() } as never),
        }),
        checks: [],
        rewrite: undefined,
        renamedKeys: new Map(),
      },
    ],
  };
}

function runOn(
  data: Run["data"],
  answerOf: (subgraph: string, representations: unknown) => Promise<SubgraphAnswer>,
): Run {
  return {
    data,
    errors: [],
    shared: new Set(),
    found: new Map(),
    claimed: new Set(),
    variables: {},
    conditions: {},
    interfaceNames: new Set(),
    client: { context: {}, headers: [] },
    linkOf: (subgraph) => ({ execute: ({ variables }) => answerOf(subgraph, variables["representations"]) }),
    clientPath: (path) => path,
    isKeyCheck: () => false,
  };
}

const town = { __typename: "Town", id: "1" };

describe("records of which no more is known than their key", () => {
  test("become one, though another of them says more", async () => {
    const asked: unknown[] = [];
    const run = runOn({ a: { ...town, area: 3 }, b: { ...town }, c: { ...town } }, async (_, representations) => {
      asked.push(representations);
      return { data: { _entities: [{ name: "Himi" }] } };
    });

    await runEntityCall(callFor("registry", ["a", "b", "c"]), run);

    expect(asked).toEqual([[town]]);
    expect(run.data).toEqual({
      a: { ...town, area: 3, name: "Himi" },
      b: { ...town, name: "Himi" },
      c: { ...town, name: "Himi" },
    });
    expect(run.data["c"]).toBe(run.data["b"]);
    expect(run.data["a"]).not.toBe(run.data["b"]);
  });

  test("stay where they are while a call is under way that has asked for them", async () => {
    const slow = Promise.withResolvers<SubgraphAnswer>();
    const quick = { data: { _entities: [{ name: "Himi" }] } };
    const run = runOn({ b: { ...town }, c: { ...town } }, async (subgraph) =>
      subgraph === "weather" ? slow.promise : quick,
    );

    const underWay = runEntityCall(callFor("weather", ["c"]), run);
    run.found.clear();
    await runEntityCall(callFor("registry", ["b", "c"]), run);
    slow.resolve({ data: { _entities: [{ rain: 4 }] } });
    await underWay;

    expect(run.data["c"]).toEqual({ ...town, name: "Himi", rain: 4 });
  });
});
