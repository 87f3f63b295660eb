/** Sends identical reads that are under way at the same time once. */
import { copyJson } from "../json.ts";
import type { SubgraphAnswer, SubgraphLink, SubgraphRequest } from "./subgraph-link.ts";

/** Names the identity whose answers a request may share; undefined where its answer is nobody else's. */
export type ShareKey = (request: SubgraphRequest) => string | undefined;

export function shareReads(link: SubgraphLink, keyOf: ShareKey): SubgraphLink {
  const underWay = new Map<string, Promise<SubgraphAnswer>>();
  return {
    ...link,
    async execute(request) {
      const identity = request.operation.kind === "query" ? keyOf(request) : undefined;
      if (identity === undefined) return link.execute(request);
      const key = [identity, request.subgraph, request.operation.text, request.variablesText].join("\n");
      const known = underWay.get(key);
      if (known) return copyJson(await known);
      const answer = link.execute({ ...request, signal: undefined });
      underWay.set(key, answer);
      const forget = () => underWay.delete(key);
      answer.then(forget, forget);
      return answer;
    },
  };
}
