/** Calls a subgraph that lives in this process: no HTTP, no text, the document parsed once for all calls. */
import { type ExecutionResult, execute, type GraphQLError, type GraphQLSchema } from "graphql";
import { maskErrors } from "#kit/server/mask-error.ts";
import { SubgraphFailure } from "../errors.ts";
import type { SubgraphAnswer, SubgraphLink, SubgraphRequest } from "./subgraph-link.ts";

export type InProcessOptions = {
  readonly schema: GraphQLSchema;
  /** The context that the subgraph's resolvers receive. */
  readonly contextFor?: (request: SubgraphRequest) => unknown;
  /** Shows an unexpected error to the operator; what goes on to the client is masked. */
  readonly onError?: (error: GraphQLError, request: SubgraphRequest) => void;
};

export function createInProcessLink({ schema, contextFor, onError }: InProcessOptions): SubgraphLink {
  return {
    async execute(request) {
      const result = await resultOf(request, schema, contextFor);
      for (const error of result.errors ?? []) onError?.(error, request);
      return answerOf(result);
    },
  };
}

async function resultOf(
  request: SubgraphRequest,
  schema: GraphQLSchema,
  contextFor: InProcessOptions["contextFor"],
): Promise<ExecutionResult> {
  try {
    return await execute({
      schema,
      document: request.operation.document,
      variableValues: request.variables,
      contextValue: contextFor ? await contextFor(request) : request.client.context,
    });
  } catch (cause) {
    throw new SubgraphFailure("SUBGRAPH_ANSWER_INVALID", { cause });
  }
}

function answerOf({ data, errors }: ExecutionResult): SubgraphAnswer {
  return { data, ...(errors && { errors: maskErrors(errors) }) };
}
