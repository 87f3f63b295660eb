/** Sends identical reads that are under way at the same time once. A read that began before a change is shared with nobody after it. */
import { copyJson } from "../json.ts";
import type { SubgraphAnswer, SubgraphLink, SubgraphRequest } from "./subgraph-link.ts";

/** Names the identity whose answers a request may share; undefined where its answer is nobody else's. */
export type ShareKey = (request: SubgraphRequest) => string | undefined;

/** Lets go of its answer as soon as there is one, since the map that it stood in may be remembered for longer. */
type Read = { answer: Promise<SubgraphAnswer> | undefined; isJoined: boolean };

export function shareReads(link: SubgraphLink, keyOf: ShareKey): SubgraphLink {
  const underWay = new Map<string, Read>();
  const send = async (key: string, read: Read, request: SubgraphRequest): Promise<SubgraphAnswer> => {
    try {
      return await link.execute(withoutSignal(request));
    } finally {
      if (underWay.get(key) === read) underWay.delete(key);
      read.answer = undefined;
    }
  };
  const begin = (key: string, request: SubgraphRequest): Promise<SubgraphAnswer> => {
    const read: Read = { answer: undefined, isJoined: false };
    underWay.set(key, read);
    const answer = send(key, read, request);
    read.answer = answer;
    return ownAnswer(answer, read);
  };
  return {
    ...link,
    async execute(request) {
      if (request.operation.kind === "mutation") return link.execute(request).finally(() => underWay.clear());
      const identity = request.operation.kind === "query" ? keyOf(request) : undefined;
      if (identity === undefined) return link.execute(request);
      const key = [identity, request.subgraph, request.operation.text, request.variablesText].join("\n");
      const read = underWay.get(key);
      if (!read?.answer) return begin(key, request);
      read.isJoined = true;
      return ownAnswer(read.answer, read);
    },
  };
}

/** What several wait for does not end because one has gone. */
function withoutSignal(request: SubgraphRequest): SubgraphRequest {
  return request.signal ? { ...request, signal: undefined } : request;
}

/** Every request completes its answer in place, so what is shared is given to none of them. */
async function ownAnswer(shared: Promise<SubgraphAnswer>, read: Read): Promise<SubgraphAnswer> {
  const answer = await shared;
  return read.isJoined ? copyJson(answer) : answer;
}
