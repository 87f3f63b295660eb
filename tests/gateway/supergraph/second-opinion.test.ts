/** What is served also composes with a composer that others have written, and says the same to clients. */
import { beforeAll, describe, expect, test } from "@jest/globals";
import { composeServices } from "@theguild/federation-composition";
import { buildSchema, type GraphQLSchema, lexicographicSortSchema, parse, printSchema } from "graphql";
import { takeRulesOut } from "../../../gateway/access/take-rules-out.ts";
import { apiSchemaOf } from "../../../gateway/supergraph/api-schema.ts";
import { compose, type PublishedSubgraph } from "../../../gateway/supergraph/compose.ts";
import { createCatalogSdl } from "../../../subgraphs/catalog/sdl/catalog-sdl.ts";
import { agriculture } from "../../support/agriculture/department.ts";
import { departments } from "../../support/departments.ts";

const sdls = new Map([...departments, agriculture].map(({ code, sdl }) => [code, sdl]));
const subgraphs: readonly PublishedSubgraph[] = [...sdls, ["catalog", createCatalogSdl(sdls)] as const].map(
  ([name, sdl]) => ({ name, sdl, url: `http://${name}.invalid/graphql` }),
);

const composedElsewhere = (parts: readonly PublishedSubgraph[]) =>
  composeServices(parts.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })));

describe("the graph of all departments, one more and the catalog", () => {
  let ours: GraphQLSchema;

  beforeAll(() => {
    const composition = compose(subgraphs);
    if (composition.outcome !== "composed") throw new Error(composition.reasons.join("\n"));
    ours = plainApi(composition.supergraphSdl);
  });

  test("composes there too, and shows clients the same types, fields and arguments", () => {
    const second = composedElsewhere(subgraphs);

    expect(second.errors ?? []).toEqual([]);
    expect(shown(buildSchema(second.publicSdl ?? ""))).toEqual(shown(ours));
  }, 400_000);

  test("is a supergraph there that our engine's reader takes", () => {
    const second = composedElsewhere(subgraphs);

    expect(shown(plainApi(second.supergraphSdl ?? ""))).toEqual(shown(ours));
  }, 400_000);

  test("is refused by both where a department breaks the contract", () => {
    const broken = subgraphs.map((each) =>
      each.name === "agriculture"
        ? { ...each, sdl: each.sdl.replace("totalCount: Int!", "totalCount: Nowhere!") }
        : each,
    );

    expect(compose(broken).outcome).toBe("refused");
    expect(composedElsewhere(broken).errors?.length).toBeGreaterThan(0);
  }, 400_000);
});

function plainApi(supergraphSdl: string): GraphQLSchema {
  return apiSchemaOf(takeRulesOut(supergraphSdl, parse(supergraphSdl, { noLocation: true })));
}

/** Directives are no part of what clients may ask. */
function shown(schema: GraphQLSchema): readonly string[] {
  return printSchema(lexicographicSortSchema(schema))
    .split("\n")
    .filter((line) => !line.startsWith("directive "));
}
