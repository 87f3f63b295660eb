import { describe, expect, test } from "@jest/globals";
import { parse } from "graphql";
import { findChains } from "../../../gateway/execution/graph/computed-chains.ts";

type Needs = Readonly<Record<string, readonly string[]>>;

/** Of a supergraph in which each field requires these of its record. */
function stepsOf(needs: Needs): Readonly<Record<string, number>> {
  const fields = Object.entries(needs).map(
    ([name, required]) => `${name}: Int @join__field(graph: A, requires: "${required.join(" ")}")`,
  );
  const chains = findChains(parse(`type T @join__type(graph: A, key: "id") { id: ID! ${fields.join(" ")} }`));
  return Object.fromEntries([...chains].map(([{ fieldName }, step]) => [fieldName, step]));
}

describe("fields that require each other", () => {
  test("have a step each along their chain", () => {
    expect(stepsOf({ three: ["two"], one: ["base"], two: ["one", "base"] })).toEqual({ one: 0, two: 1, three: 2 });
  });

  test.each<[string, Needs]>([
    ["two", { a: ["b"], b: ["a"] }],
    ["a ring with a way in", { a: ["b"], b: ["c"], c: ["a"], d: ["a"] }],
    ["a ring that is entered at another place", { c: ["a"], d: ["a"], a: ["b"], b: ["c"] }],
  ])("in a ring never share a step with one that they require: %s", (_, needs) => {
    const steps = stepsOf(needs);

    for (const [name, required] of Object.entries(needs))
      for (const each of required) expect([name, steps[name]]).not.toEqual([name, steps[each]]);
  });

  test("all of all are looked at once each, so that a schema of forty comes to an end", () => {
    const names = Array.from({ length: 40 }, (_, index) => `f${index}`);
    const needs = Object.fromEntries(names.map((name) => [name, names.filter((each) => each !== name)]));

    expect(new Set(Object.values(stepsOf(needs))).size).toBe(40);
  });
});
