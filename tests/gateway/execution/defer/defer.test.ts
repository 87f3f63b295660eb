import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { SubgraphLink } from "../../../../gateway/execution/index.ts";
import { type Department, linkOf, supergraphOf } from "../federation.ts";
import { people, registry, weather } from "../towns.ts";
import { type PartsEngine, partsEngine, together } from "./parts.ts";

const departments: Readonly<Record<string, Department>> = { registry, people, weather };

/** What holds a subgraph up, until it is let go. */
const held = new Map<string, Promise<void>>();
const failing = new Set<string>();
let asked: string[] = [];

function linkFor(name: string): SubgraphLink {
  const link = linkOf(departments[name]);
  return {
    async execute(request) {
      asked.push(name);
      await held.get(name);
      if (failing.has(name)) throw new Error("away");
      return link.execute(request);
    },
  };
}

let engine: PartsEngine;

beforeAll(async () => {
  engine = await partsEngine(supergraphOf(departments), linkFor);
});

afterAll(() => engine.stop());

describe("an operation with @defer", () => {
  test("is answered without what is deferred, which follows by label and path", async () => {
    const { first, later } = await engine.run(
      `{ towns { name ... @defer(label: "weather") { rain } } town(id: "2") { ...T @defer } } fragment T on Town { area }`,
    );

    expect(first).toEqual({
      data: { towns: [{ name: "Namerikawa" }, { name: "Himi" }, { name: "Tonami" }], town: {} },
      hasNext: true,
    });
    expect(later.flat()).toHaveLength(4);
    expect(later.flat()).toEqual(
      expect.arrayContaining([
        { label: "weather", path: ["towns", 0], data: { rain: 10 } },
        { label: "weather", path: ["towns", 2], data: { rain: 30 } },
        { path: ["town"], data: { area: "2 ha" } },
      ]),
    );
  });

  test("does not wait for the subgraphs of what is deferred", async () => {
    const released = Promise.withResolvers<void>();
    held.set("weather", released.promise);
    asked = [];

    const { first, rest } = await engine.begin(`{ towns { name ... @defer { rain } } }`);

    expect(first.data).toEqual({ towns: [{ name: "Namerikawa" }, { name: "Himi" }, { name: "Tonami" }] });
    held.delete("weather");
    released.resolve();
    expect((await rest()).flat()).toHaveLength(3);
    expect(asked).toEqual(["registry", "weather"]);
  });

  test.each([
    ["@defer(if: false)", {}],
    ["@defer(if: $later)", { later: false }],
  ])("is answered at once with %s", async (directive, variables) => {
    const { first, later } = await engine.run(
      `query ($later: Boolean = true) { town(id: "1") { id @include(if: $later) ... ${directive} { rain } } }`,
      variables,
    );

    expect(later).toEqual([]);
    expect(first).toMatchObject({ data: { town: { rain: 10 } } });
    expect(first.hasNext).toBeUndefined();
  });

  test("takes the default of a variable, and what is skipped is not told", async () => {
    const { first, later } = await engine.run(
      `query ($later: Boolean = true) { town(id: "1") { ... @defer(if: $later) { rain } ... @defer @skip(if: $later) { name } } }`,
    );

    expect(first.data).toEqual({ town: {} });
    expect(later.flat()).toEqual([{ path: ["town"], data: { rain: 10 } }]);
  });

  test("tells a part within a part after it", async () => {
    const { first, later } = await engine.run(
      `{ town(id: "2") { name ... @defer(label: "outer") { mayor { age ... @defer(label: "inner") { name } } } } }`,
    );

    expect(first.data).toEqual({ town: { name: "Himi" } });
    expect(later.flat()).toEqual([
      { label: "outer", path: ["town"], data: { mayor: { age: 40 } } },
      { label: "inner", path: ["town", "mayor"], data: { name: "Person p2" } },
    ]);
  });

  test("tells the errors of a part with the part", async () => {
    failing.add("people");

    const { first, later } = await engine.run(`{ town(id: "2") { name ... @defer { mayor { name } rain } } }`);

    failing.clear();
    expect(first).toEqual({ data: { town: { name: "Himi" } }, hasNext: true });
    expect(later.flat()).toEqual([
      {
        path: ["town"],
        data: { mayor: null, rain: 20 },
        errors: [expect.objectContaining({ path: ["town", "mayor"] })],
      },
    ]);
  });

  test("tells nothing of an object that the client has not got", async () => {
    const { first, later } = await engine.run(`{ town(id: "none") { name ... @defer { rain } } }`);

    expect(first).toEqual({ data: { town: null }, hasNext: true });
    expect(later).toEqual([[]]);
  });

  test("defers root fields, and aliases and arguments as they are", async () => {
    const answered = await engine.run(
      `{ a: town(id: "1") { id: name } ... @defer { b: town(id: "2") { id: name sqm: area(unit: "sqm") ha: area } } }`,
    );

    expect(answered.first.data).toEqual({ a: { id: "Namerikawa" } });
    expect(together(answered)).toEqual({
      data: { a: { id: "Namerikawa" }, b: { id: "Himi", sqm: "2 sqm", ha: "2 ha" } },
    });
  });

  test("is one answer where it is a mutation", async () => {
    const { first, later } = await engine.run(`mutation { rename(id: "1", name: "N") { name ... @defer { rain } } }`);

    expect(later).toEqual([]);
    expect(first).toEqual({ data: { rename: { name: "N", rain: 10 } } });
  });
});
