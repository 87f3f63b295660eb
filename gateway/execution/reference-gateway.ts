/** Plain @apollo/gateway, the reference that our own engine is measured and tested against. */
import { ApolloGateway, type GraphQLDataSource, RemoteGraphQLDataSource } from "@apollo/gateway";
import { execute, parse } from "graphql";
import { maskErrors } from "#kit/server/mask-error.ts";
import type { LocalSubgraph, LocalSubgraphs } from "./local-subgraphs.ts";

export function createReferenceGateway<Context>(supergraphSdl: string, local: LocalSubgraphs<Context>): ApolloGateway {
  return new ApolloGateway({
    supergraphSdl,
    buildService: ({ name, url }) => {
      const subgraph = local.get(name);
      return subgraph ? localSource(subgraph) : new RemoteGraphQLDataSource({ url: url ?? "" });
    },
  });
}

function localSource<Context>({ schema, contextFor, onError }: LocalSubgraph<Context>): GraphQLDataSource {
  return {
    async process({ request, context }) {
      const { data, errors } = await execute({
        schema,
        document: parse(request.query ?? ""),
        variableValues: request.variables ?? {},
        // Apollo's type of a context is any record; it is the one that this server's own context function made.
        contextValue: contextFor(context as Context),
      });
      for (const error of errors ?? []) onError(error, context as Context);
      return { data: data ?? null, ...(errors ? { errors: maskErrors(errors) } : {}) };
    },
  };
}
