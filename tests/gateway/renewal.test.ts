import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "@jest/globals";
import { ask } from "../support/ask.ts";
import { eventually } from "../support/hub-process.ts";
import { openHub, subgraphOf } from "../support/test-hub.ts";

const engines = ["hub", "apollo"] as const;

describe.each(engines)("a new supergraph (%s)", (engine) => {
  test("is served without a request lost: those under way end in the old one", async () => {
    const steps = `type Query { first: Step old: String } type Step { second: String }`;
    const old = subgraphOf("steps", steps, {
      Query: { first: () => ({}) },
      Step: { second: () => sleep(3_000, "answered") },
    });
    const renewed = { ...old, ...subgraphOf("steps", steps.replace("old", "new"), { Query: { new: () => "here" } }) };
    const local = [old];
    const hub = await openHub({ engine });
    await hub.serve({ local, elsewhere: [] });

    const underWay = ask(hub.url, "{ first { second } }");
    await sleep(100);
    local[0] = renewed;
    await eventually(
      () => ask(hub.url, "{ new }"),
      ({ data }) => data?.new === "here",
    );

    expect(await underWay).toEqual({ status: 200, data: { first: { second: "answered" } } });
  });
});
