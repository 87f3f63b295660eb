import { buildSubgraphSchema } from "@apollo/subgraph";
import { describe, expect, test } from "@jest/globals";
import { graphqlSync, parse } from "graphql";
import { followIndex, withoutSubgraph } from "../../../gateway/registry/check/follow-index.ts";
import { typeParts } from "../../../gateway/registry/check/type-parts.ts";
import { partsDigest } from "../../../gateway/supergraph/parts-digest.ts";
import { createCatalogSdl } from "../../../subgraphs/catalog/sdl/catalog-sdl.ts";
import { agriculture } from "../../support/agriculture/department.ts";
import type { Json } from "../../support/ask.ts";
import { departments } from "../../support/departments.ts";

const measure = (name: string) =>
  `type ${name} implements Measure @key(fields: "id") { id: ID! code: String! @shareable own: Int }`;
const stub = (name: string) =>
  `type ${name} implements Measure @key(fields: "id") { id: ID! code: String! @shareable }`;
const subgraph = (name: string, sdl: string) => ({ name, url: `http://localhost/${name}`, sdl });

const catalog = subgraph(
  "catalog",
  `interface Measure @key(fields: "id") { id: ID! } ${stub("OldMeasure")} type Page { a: Int }`,
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
    expect([...types.keys()]).toEqual(["Measure", "NewMeasure", "Page"]);
  });

  const sdls = new Map(departments.map(({ code, sdl }) => [code, sdl] as const));
  const published = (catalogSdl: string) =>
    [...sdls, ["catalog", catalogSdl] as const].map(([name, sdl]) => subgraph(name, sdl));
  const catalogIn = (parts: readonly { name: string; sdl: string }[]) =>
    parts.find(({ name }) => name === "catalog")?.sdl;
  const proposed = (sdl: string) => ({ name: agriculture.code, url: undefined, sdl });

  test("is to the letter what the catalog says then: after a first publish, a new version and a removal", () => {
    const standing = published(createCatalogSdl(sdls));
    const without = new Map([...sdls].filter(([name]) => name !== "welfare"));

    const renamed = agriculture.sdl.replaceAll("AgricultureMeasure", "AgricultureAction");
    const joined = followIndex(proposed(agriculture.sdl), standing);
    const changed = followIndex(proposed(renamed), [...joined, subgraph("agriculture", agriculture.sdl)]);

    expect(catalogIn(joined)).toBe(createCatalogSdl(new Map([...sdls, ["agriculture", agriculture.sdl]])));
    expect(catalogIn(changed)).toBe(createCatalogSdl(new Map([...sdls, ["agriculture", renamed]])));
    expect(catalogIn(withoutSubgraph("welfare", standing))).toBe(createCatalogSdl(without));
  });

  test("means what a catalog elsewhere publishes then", () => {
    const publishedBy = (sdl: string): string => {
      const schema = buildSubgraphSchema([{ typeDefs: parse(sdl) }]);
      const { _service }: Json = graphqlSync({ schema, source: "{ _service { sdl } }" }).data;
      return _service.sdl;
    };
    const standing = published(publishedBy(createCatalogSdl(sdls)));

    const joined = followIndex(proposed(agriculture.sdl), standing).filter(({ name }) => name === "catalog");

    const followed = publishedBy(createCatalogSdl(new Map([...sdls, ["agriculture", agriculture.sdl]])));
    expect(partsDigest(joined)).toBe(partsDigest([subgraph("catalog", followed)]));
  });

  test("leaves the other subgraphs as they are, without the one that proposes", () => {
    expect(others).toEqual([subgraph("towns", "type Town { a: Int }")]);
  });
});
