/** A subgraph on a bare socket, closed after the test file. */
import { afterAll } from "@jest/globals";
import type { GraphQLSchema } from "graphql";
import { type RawSubgraph, serveRaw } from "./raw-subgraph.ts";

const served: RawSubgraph[] = [];

afterAll(() => {
  for (const subgraph of served) subgraph.close();
});

export async function serveRawForTest(schema: GraphQLSchema): Promise<RawSubgraph> {
  const subgraph = await serveRaw(schema);
  served.push(subgraph);
  return subgraph;
}
