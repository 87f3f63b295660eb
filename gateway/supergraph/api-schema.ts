/** What clients see of a supergraph. */
import { Supergraph } from "@apollo/federation-internals";
import type { GraphQLSchema } from "graphql";

export function apiSchemaOf(supergraphSdl: string): GraphQLSchema {
  return Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
}
