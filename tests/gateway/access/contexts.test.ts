/** Who may not see a field may not see what is made of it either, though it stands on a record around the other one. */
import { describe, expect, test } from "@jest/globals";
import { parse } from "graphql";
import { readFieldDemands } from "../../../gateway/access/field-demands.ts";
import { compose } from "../../../gateway/supergraph/compose.ts";

const imports = `import: ["@key", { name: "@context", as: "@around" }, "@fromContext", "@external"]`;
const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", ${imports})`;
const staff = `${link} type Query { offices: [Office] }
  type Office @key(fields: "id") { id: ID! budget: String }`;
const plans = `${link} type Office @key(fields: "id") @around(name: "office") { id: ID! budget: String @external plan: Plan }
  type Plan @key(fields: "id") { id: ID! share(budget: String @fromContext(field: "$office { budget }")): String name: String }`;

function demands(defaults: ReadonlyMap<"public", readonly string[]>) {
  const subgraphs = Object.entries({ staff, plans }).map(([name, sdl]) => ({
    name,
    url: `http://${name}.invalid/`,
    sdl,
  }));
  const composition = compose(subgraphs);
  if (composition.outcome === "refused") throw new Error(composition.reasons.join("\n"));
  const supergraph = parse(composition.supergraphSdl, { noLocation: true });
  return readFieldDemands(supergraph, { defaults, policies: new Map() });
}

describe("a field that is told of a record around it", () => {
  test("is seen by default by who sees both", () => {
    const read = demands(new Map([["public", ["plans", "staff"]]]));

    expect(read.of("Plan", "share")).toEqual([]);
  });

  test("is not seen by default by who does not see the subgraph of that field", () => {
    const read = demands(new Map([["public", ["plans"]]]));

    expect(read.of("Plan", "share")).toContainEqual({ kind: "roles", anyOf: [] });
    expect(read.of("Plan", "name")).toEqual([]);
  });
});
