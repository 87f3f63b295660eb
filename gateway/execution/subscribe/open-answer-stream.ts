/** Executes a subscription: each event of the first fetch's subgraph is the beginning of one run of the plan. */
import { type GraphQLSchema, getVariableValues } from "graphql";
import { errors } from "#kit/errors.ts";
import type { GatewayAnswer, GatewayRequest } from "../apollo-types.ts";
import type { SubgraphAnswer, SubgraphLink, SubgraphRequest } from "../links/subgraph-link.ts";
import type { PreparedOperation } from "../operation.ts";
import type { RootCall } from "../plan/call.ts";
import { passedVariables } from "../run/send.ts";
import { AnswerStream } from "./answer-stream.ts";
import { untilAborted } from "./until-aborted.ts";

type Links = ReadonlyMap<string, SubgraphLink>;

/** Runs the whole plan over these links. */
export type ExecuteWith = (links: Links) => Promise<GatewayAnswer>;

export type Subscription = {
  readonly operation: PreparedOperation;
  readonly request: GatewayRequest;
  readonly links: Links;
  readonly schema: GraphQLSchema;
  readonly executeWith: ExecuteWith;
};

export function openAnswerStream(subscription: Subscription): GatewayAnswer {
  const { operation, request, schema } = subscription;
  const variables = request.request.variables ?? {};
  const { errors: faults } = getVariableValues(schema, operation.operation.variableDefinitions ?? [], variables);
  if (faults) return { errors: faults };
  const [primary] = operation.calls;
  if (primary?.kind !== "root") throw new Error("A subscription begins with a root fetch");
  return { data: new AnswerStream((signal) => answersOf(subscription, primary, signal)) };
}

async function* answersOf(
  { request, links, executeWith }: Subscription,
  primary: RootCall,
  signal: AbortSignal,
): AsyncGenerator<GatewayAnswer, void> {
  const link = links.get(primary.subgraph);
  if (!link?.subscribe) throw errors.subscriptionBroken(primary.subgraph);
  try {
    const events = link.subscribe({ ...requestOf(primary, request), signal });
    for await (const event of untilAborted(events, signal)) {
      const answer = await executeWith(beginningWith(event, primary, link, links));
      if (signal.aborted) return;
      yield answer;
    }
  } catch {
    // What a subscription that nobody wants any more breaks with is nobody's concern.
    if (!signal.aborted) throw errors.subscriptionBroken(primary.subgraph);
  }
}

function requestOf(primary: RootCall, { request, context }: GatewayRequest): SubgraphRequest {
  const variables = passedVariables(primary.variables, request.variables ?? {});
  return {
    subgraph: primary.subgraph,
    operation: primary.operation,
    variables,
    variablesText: JSON.stringify(variables),
    client: { context, headers: request.http?.headers ?? [] },
  };
}

function beginningWith(event: SubgraphAnswer, primary: RootCall, link: SubgraphLink, links: Links): Links {
  const execute = async (request: SubgraphRequest) =>
    request.operation === primary.operation ? event : link.execute(request);
  return new Map(links).set(primary.subgraph, { ...link, execute });
}
