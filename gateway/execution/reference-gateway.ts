/** Plain @apollo/gateway, the reference that our own engine is measured and tested against. */
import { ApolloGateway, type GraphQLDataSource, RemoteGraphQLDataSource } from "@apollo/gateway";
import { execute, GraphQLError, parse } from "graphql";
import { errors } from "#kit/errors.ts";
import { maskErrors } from "#kit/server/mask-error.ts";
import type { GatewayAnswer, GatewayInterface } from "./apollo-types.ts";
import type { LocalSubgraph, LocalSubgraphs } from "./local-subgraphs.ts";

export function createReferenceGateway<Context>(
  supergraphSdl: string,
  local: LocalSubgraphs<Context>,
): GatewayInterface {
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ name, url }) => {
      const subgraph = local.get(name);
      return subgraph ? localSource(subgraph) : new RemoteGraphQLDataSource({ url: url ?? "" });
    },
  });
  return {
    onSchemaLoadOrUpdate: (listener) => gateway.onSchemaLoadOrUpdate(listener),
    async load(options) {
      const { executor } = await gateway.load(options);
      return { executor: async (request) => (executor ? withInvalidValues(await executor(request)) : {}) };
    },
    stop: () => gateway.stop(),
  };
}

/** It says only beside the answer that a subgraph sent what does not fit the schema, where clients do not look. */
function withInvalidValues({ extensions = {}, ...answer }: GatewayAnswer): GatewayAnswer {
  const { valueCompletion, ...others } = extensions;
  const found = Array.isArray(valueCompletion) ? valueCompletion.map(invalidValue) : [];
  return {
    ...answer,
    ...(found.length > 0 && { errors: [...(answer.errors ?? []), ...found] }),
    ...(Object.keys(others).length > 0 && { extensions: others }),
  };
}

function invalidValue({ path }: { readonly path?: readonly (string | number)[] }): GraphQLError {
  const originalError = errors.subgraphValueInvalid();
  return new GraphQLError(originalError.message, { path: path ?? null, originalError });
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
