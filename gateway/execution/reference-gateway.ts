/** Plain @apollo/gateway, the reference that our own engine is measured and tested against. */
import { ApolloGateway, type GraphQLDataSource, RemoteGraphQLDataSource } from "@apollo/gateway";
import { execute, type GraphQLSchema, parse } from "graphql";

/** A subgraph in this process: its schema, and the context that a request's context turns into. */
export interface LocalSubgraph<Context> {
  readonly schema: GraphQLSchema;
  readonly contextFor: (context: Context) => object;
}

export interface ReferenceOptions<Context> {
  /** Subgraphs in this process by name; all others are called at the URL that the supergraph names. */
  readonly local: ReadonlyMap<string, LocalSubgraph<Context>>;
}

export interface ReferenceGateway {
  readonly gateway: ApolloGateway;
  /** Serves another supergraph from the next request on. */
  update(supergraphSdl: string): void;
}

export function createReferenceGateway<Context>(
  supergraphSdl: string,
  { local }: ReferenceOptions<Context>,
): ReferenceGateway {
  let replace: (supergraphSdl: string) => void = () => undefined;
  const gateway = new ApolloGateway({
    async supergraphSdl({ update }) {
      replace = update;
      return { supergraphSdl };
    },
    buildService: ({ name, url }) => {
      const subgraph = local.get(name);
      return subgraph ? localSource(subgraph) : new RemoteGraphQLDataSource({ url: url ?? "" });
    },
  });
  return { gateway, update: (sdl) => replace(sdl) };
}

function localSource<Context>({ schema, contextFor }: LocalSubgraph<Context>): GraphQLDataSource {
  return {
    async process({ request, context }) {
      const { data, errors } = await execute({
        schema,
        document: parse(request.query ?? ""),
        variableValues: request.variables ?? {},
        contextValue: contextFor(context as Context),
      });
      return { data: data ?? null, ...(errors ? { errors } : {}) } as Awaited<ReturnType<GraphQLDataSource["process"]>>;
    },
  };
}
