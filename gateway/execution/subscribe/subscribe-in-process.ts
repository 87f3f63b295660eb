/** Opens the events of a subgraph that lives in this process. */
import { type ExecutionResult, type GraphQLSchema, subscribe } from "graphql";
import { maskErrors } from "#kit/server/mask-error.ts";
import type { SubgraphAnswer, SubgraphRequest } from "../links/subgraph-link.ts";
import { untilAborted } from "./until-aborted.ts";
import type { Subscriber } from "./with-subscriptions.ts";

type Options = {
  readonly schema: GraphQLSchema;
  readonly contextFor: (request: SubgraphRequest) => unknown;
};

export function subscribeInProcess({ schema, contextFor }: Options): Subscriber {
  return {
    async *subscribe(request) {
      const events = await subscribe({
        schema,
        document: request.operation.document,
        variableValues: request.variables,
        contextValue: contextFor(request),
      });
      if (!(Symbol.asyncIterator in events)) yield answerOf(events);
      else for await (const event of untilAborted(events, request.signal)) yield answerOf(event);
    },
  };
}

function answerOf({ data, errors }: ExecutionResult): SubgraphAnswer {
  return { data, ...(errors && { errors: maskErrors(errors) }) };
}
