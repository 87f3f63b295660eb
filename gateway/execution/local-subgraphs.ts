/** Subgraphs in this process, for whichever engine executes. */
import type { GraphQLError, GraphQLSchema } from "graphql";

export interface LocalSubgraph<Context> {
  readonly schema: GraphQLSchema;
  /** What the subgraph's resolvers receive for a request with this context. */
  readonly contextFor: (context: Context) => object;
  /** Told of every error of a resolver, before it is masked. */
  readonly onError: (error: GraphQLError, context: Context) => void;
}

/** By name. All other subgraphs are called at the URL that the supergraph names. */
export type LocalSubgraphs<Context> = ReadonlyMap<string, LocalSubgraph<Context>>;
