/** Plain @apollo/gateway, the reference that our own engine is measured and tested against. */
import { ApolloGateway, type GraphQLDataSource, RemoteGraphQLDataSource } from "@apollo/gateway";
import { execute, parse } from "graphql";
import { maskErrors } from "#kit/server/mask-error.ts";
import type { LocalSubgraph, LocalSubgraphs } from "./local-subgraphs.ts";

interface Options<Context> {
  readonly supergraphSdl: string;
  readonly local: LocalSubgraphs<Context>;
  readonly sign: (subgraph: string, context: Context, body: string) => Readonly<Record<string, string>>;
}

export function createReferenceGateway<Context>({ supergraphSdl, local, sign }: Options<Context>): ApolloGateway {
  return new ApolloGateway({
    supergraphSdl,
    buildService: ({ name, url }) => {
      const subgraph = local.get(name);
      return subgraph ? localSource(subgraph) : remoteSource(name, url ?? "", sign);
    },
  });
}

function remoteSource<Context>(name: string, url: string, sign: Options<Context>["sign"]): GraphQLDataSource {
  return new RemoteGraphQLDataSource({
    url,
    willSendRequest({ request: { http, query, ...others }, context }) {
      // The body as Apollo's class is about to write it.
      const body = JSON.stringify({ query, ...others });
      for (const [header, value] of Object.entries(sign(name, context as Context, body)))
        http?.headers.set(header, value);
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
