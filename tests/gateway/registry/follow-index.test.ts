import { describe, expect, test } from "@jest/globals";
import { parse } from "graphql";
import { followIndex } from "../../../gateway/registry/check/follow-index.ts";
import { typeParts } from "../../../gateway/registry/check/type-parts.ts";

const measure = (name: string) =>
  `type ${name} implements Measure @key(fields: "id") { id: ID! code: String! @shareable own: Int }`;
const subgraph = (name: string, sdl: string) => ({ name, url: `http://localhost/${name}`, sdl });

const catalog = subgraph(
  "catalog",
  `interface Measure @key(fields: "id") { id: ID! } ${measure("OldMeasure")} type Page { a: Int }`,
);
const welfare = subgraph("welfare", `interface Measure { id: ID! } ${measure("OldMeasure")}`);

describe("the catalog as it will follow a proposed schema", () => {
  const proposal = { name: "welfare", url: undefined, sdl: `interface Measure { id: ID! } ${measure("NewMeasure")}` };
  const [followed, ...others] = followIndex(proposal, [catalog, welfare, subgraph("towns", "type Town { a: Int }")]);
  const types = typeParts(parse(followed?.sdl ?? ""));

  test("has a stub of each type that comes, with the contract's fields only", () => {
    expect(types.get("NewMeasure")?.fields.map(({ name }) => name.value)).toEqual(["id", "code"]);
  });

  test("has none of a type that goes, and keeps its own", () => {
    expect([...types.keys()]).toEqual(["Measure", "Page", "NewMeasure"]);
  });

  test("leaves the other subgraphs as they are, without the one that proposes", () => {
    expect(others).toEqual([subgraph("towns", "type Town { a: Int }")]);
  });
});
