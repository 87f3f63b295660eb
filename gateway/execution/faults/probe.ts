/** The smallest question that a GraphQL server can be asked, and what counts as its failing to answer. */
import { parse } from "graphql";
import { SubgraphFailure } from "../errors.ts";
import type { SubgraphRequest } from "../links/subgraph-link.ts";

const text = "{__typename}";

const operation = {
  kind: "query",
  name: undefined,
  text,
  quotedText: JSON.stringify(text),
  document: parse(text),
} as const;

export function probeRequest(subgraph: string): SubgraphRequest {
  return { subgraph, operation, variables: {}, variablesText: "{}", client: { context: undefined, headers: [] } };
}

/**
 * An answer that is wrong or too long came at least, and in no time: were it counted, whoever finds a question with such an
 * answer could have the subgraph left alone by everybody. Nor is it the subgraph's fault when its client leaves.
 */
export function isOwnFailure(failure: unknown, { signal }: SubgraphRequest): boolean {
  return failure instanceof SubgraphFailure && failure.code !== "SUBGRAPH_ANSWER_INVALID" && !signal?.aborted;
}
