/** Opens the events of a subgraph that lives in this process. */
import { type ExecutionResult, type GraphQLError, type GraphQLSchema, subscribe } from "graphql";
import type { SubgraphAnswer, SubgraphError, SubgraphRequest } from "../links/subgraph-link.ts";
import { untilAborted } from "./until-aborted.ts";
import type { Subscriber } from "./with-subscriptions.ts";

type Options = {
  readonly schema: GraphQLSchema;
  readonly contextFor: (request: SubgraphRequest) => unknown;
  /** What of the resolvers' errors goes on. */
  readonly show: (errors: readonly GraphQLError[]) => readonly SubgraphError[];
  /** Shows an unexpected error to the operator. */
  readonly onError: (error: GraphQLError, request: SubgraphRequest) => void;
};

export function subscribeInProcess({ schema, contextFor, show, onError }: Options): Subscriber {
  const answerOf = ({ data, errors }: ExecutionResult, request: SubgraphRequest): SubgraphAnswer => {
    for (const error of errors ?? []) onError(error, request);
    return { data, ...(errors && { errors: show(errors) }) };
  };
  return {
    async *subscribe(request) {
      const events = await subscribe({
        schema,
        document: request.operation.document,
        variableValues: request.variables,
        contextValue: contextFor(request),
      });
      if (!(Symbol.asyncIterator in events)) yield answerOf(events, request);
      else for await (const event of untilAborted(events, request.signal)) yield answerOf(event, request);
    },
  };
}
