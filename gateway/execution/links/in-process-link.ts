/** Calls a subgraph that lives in this process: no HTTP, no text, the document parsed once for all calls. */
import { type ExecutionResult, execute, type GraphQLError, type GraphQLSchema } from "graphql";
import { SubgraphFailure } from "../errors.ts";
import type { SubgraphAnswer, SubgraphError, SubgraphLink, SubgraphRequest } from "./subgraph-link.ts";

export type InProcessOptions = {
  readonly schema: GraphQLSchema;
  /** The context that the subgraph's resolvers receive. */
  readonly contextFor?: (request: SubgraphRequest) => unknown;
  /** What of the resolvers' errors goes on; by default their message, path and extensions. */
  readonly show?: (errors: readonly GraphQLError[]) => readonly SubgraphError[];
  /** Shows an unexpected error to the operator; what the client gets is up to `show`. */
  readonly onError?: (error: GraphQLError, request: SubgraphRequest) => void;
};

export function createInProcessLink({ schema, contextFor, onError, show = plainly }: InProcessOptions): SubgraphLink {
  return {
    async execute(request) {
      const result = await resultOf(request, schema, contextFor);
      for (const error of result.errors ?? []) onError?.(error, request);
      return answerOf(result, show);
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

function answerOf({ data, errors }: ExecutionResult, show: typeof plainly): SubgraphAnswer {
  return { data, ...(errors && { errors: show(errors) }) };
}

function plainly(errors: readonly GraphQLError[]): readonly SubgraphError[] {
  return errors.map(({ message, path, extensions }) => ({ message, path, extensions }));
}
