/** What clients see of a supergraph; whether its features can be served is the engine's to say. */
import { Supergraph } from "@apollo/federation-internals";
import type { GraphQLSchema } from "graphql";

export function apiSchemaOf(supergraphSdl: string): GraphQLSchema {
  return Supergraph.build(supergraphSdl, { supportedFeatures: null }).apiSchema().toGraphQLJSSchema();
}
