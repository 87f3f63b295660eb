/** Sends identical reads that are under way at the same time once. A read that began before a change is shared with nobody after it. */
import { copyJson } from "../json.ts";
import type { SubgraphAnswer, SubgraphLink, SubgraphRequest } from "./subgraph-link.ts";

/** Names the identity whose answers a request may share; undefined where its answer is nobody else's. */
export type ShareKey = (request: SubgraphRequest) => string | undefined;

export function shareReads(link: SubgraphLink, keyOf: ShareKey): SubgraphLink {
  const underWay = new Map<string, Promise<SubgraphAnswer>>();
  const send = (key: string, request: SubgraphRequest): Promise<SubgraphAnswer> => {
    const answer = link.execute(withoutSignal(request)).finally(() => {
      if (underWay.get(key) === answer) underWay.delete(key);
    });
    underWay.set(key, answer);
    return answer;
  };
  const joined = new WeakSet<Promise<SubgraphAnswer>>();
  return {
    ...link,
    async execute(request) {
      if (request.operation.kind === "mutation") return link.execute(request).finally(() => underWay.clear());
      const identity = request.operation.kind === "query" ? keyOf(request) : undefined;
      if (identity === undefined) return link.execute(request);
      const key = [identity, request.subgraph, request.operation.text, request.variablesText].join("\n");
      const known = underWay.get(key);
      if (known) joined.add(known);
      const answer = known ?? send(key, request);
      // Every request completes its answer in place, so what is shared is given to none of them.
      return joined.has(answer) ? copyJson(await answer) : whenAlone(answer, joined);
    },
  };
}

/** What several wait for does not end because one has gone. */
function withoutSignal(request: SubgraphRequest): SubgraphRequest {
  return request.signal ? { ...request, signal: undefined } : request;
}

async function whenAlone(
  answer: Promise<SubgraphAnswer>,
  joined: WeakSet<Promise<SubgraphAnswer>>,
): Promise<SubgraphAnswer> {
  const given = await answer;
  return joined.has(answer) ? copyJson(given) : given;
}
