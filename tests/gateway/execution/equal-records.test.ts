import type { QueryPlanSelectionNode } from "@apollo/query-planner";
import { describe, expect, test } from "@jest/globals";
import { Kind } from "graphql";
import type { SubgraphAnswer } from "../../../gateway/execution/index.ts";
import type { EntityCall } from "../../../gateway/execution/plan/call.ts";
import { compileIdentity, compileRepresentation } from "../../../gateway/execution/plan/representation.ts";
import { Claims } from "../../../gateway/execution/run/claims.ts";
import { runEntityCall } from "../../../gateway/execution/run/entity-call.ts";
import type { Run } from "../../../gateway/execution/run/run.ts";

const field = (name: string, selections?: QueryPlanSelectionNode[]): QueryPlanSelectionNode =>
  selections ? { kind: "Field", name, selections } : { kind: "Field", name };
const keys = [field("__typename"), field("id")];
const text = "query($representations:[_Any!]!){_entities(representations:$representations){...on Town{name}}}";
const operation = {
  kind: "query" as const,
  name: undefined,
  text,
  quotedText: JSON.stringify(text),
  document: { kind: Kind.DOCUMENT as const, definitions: [] },
};

function callFor(subgraph: string, places: readonly string[], required = keys): EntityCall {
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
          identity: compileIdentity(required),
          represent: compileRepresentation(required, () => new Set(), { meanings: new Map() } as never),
          representInPart: () => undefined,
        }),
        checks: [],
        contexts: [],
        rewrite: undefined,
        renamedKeys: new Map(),
      },
    ],
    reduce: () => ({ operation, uncheckedOperation: operation, names: [] }),
  };
}

function runOn(
  data: Run["data"],
  answerOf: (subgraph: string, representations: unknown) => Promise<SubgraphAnswer>,
): Run {
  const shared = new Set<unknown>();
  return {
    data,
    errors: [],
    shared,
    absent: new Set(),
    texts: { arePlain: true },
    isApart: false,
    found: new Map(),
    claims: new Claims(shared, new Set()),
    variables: {},
    conditions: {},
    interfaceNames: new Set(),
    client: { context: {}, headers: [] },
    linkOf: (subgraph) => ({ execute: ({ variables }) => answerOf(subgraph, variables["representations"]) }),
    clientPath: (path) => path,
    onRead: () => undefined,
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

  test("keep what each was told below a field that tells them apart", async () => {
    const required = [...keys, field("centre", [field("street")])];
    const centre = { street: "Chuo" };
    const run = runOn(
      { a: { ...town, centre: { ...centre, shops: 3 } }, b: { ...town, centre: { ...centre, trees: 9 } } },
      async () => ({ data: { _entities: [{ rain: 4 }] } }),
    );

    await runEntityCall(callFor("weather", ["a", "b"], required), run);

    expect(run.data).toEqual({
      a: { ...town, rain: 4, centre: { ...centre, shops: 3 } },
      b: { ...town, rain: 4, centre: { ...centre, trees: 9 } },
    });
  });
});
