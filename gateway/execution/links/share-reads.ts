/** Sends identical reads that are under way at the same time once. A read that began before a change is shared with nobody after it. */
import { SubgraphFailure } from "../errors.ts";
import { copyJson } from "../json.ts";
import type { SubgraphAnswer, SubgraphLink, SubgraphRequest } from "./subgraph-link.ts";

/** Names the identity whose answers a request may share; undefined where its answer is nobody else's. */
export type ShareKey = (request: SubgraphRequest) => string | undefined;

type Read = {
  /** Let go of as soon as it is there, since the map that the read stood in may be remembered for longer. */
  answer: Promise<SubgraphAnswer> | undefined;
  isJoined: boolean;
  /** How many requests wait for it. */
  waiting: number;
  readonly ending: AbortController;
};

export function shareReads(link: SubgraphLink, keyOf: ShareKey): SubgraphLink {
  const underWay = new Map<string, Read>();
  const forget = (key: string, read: Read) => {
    if (underWay.get(key) === read) underWay.delete(key);
  };
  const send = async (key: string, read: Read, request: SubgraphRequest): Promise<SubgraphAnswer> => {
    try {
      return await link.execute({ ...request, signal: read.ending.signal });
    } finally {
      forget(key, read);
      read.answer = undefined;
    }
  };
  const begin = (key: string, request: SubgraphRequest): Read => {
    const read: Read = { answer: undefined, isJoined: false, waiting: 0, ending: new AbortController() };
    underWay.set(key, read);
    read.answer = send(key, read, request);
    return read;
  };
  return {
    ...link,
    async execute(request) {
      if (request.operation.kind === "mutation") return link.execute(request).finally(() => underWay.clear());
      const isShared = request.operation.kind === "query" && !request.isFresh;
      const identity = isShared ? keyOf(request) : undefined;
      if (identity === undefined) return link.execute(request);
      const key = [identity, request.subgraph, request.operation.text, request.variablesText].join("\n");
      const known = underWay.get(key);
      if (known) known.isJoined = true;
      const read = known ?? begin(key, request);
      return ownAnswer(read, request.signal, () => forget(key, read));
    },
  };
}

/** Every request completes its answer in place, so what is shared is given to none of them. */
async function ownAnswer(read: Read, signal: AbortSignal | undefined, forget: () => void): Promise<SubgraphAnswer> {
  const answer = await waitFor(read, signal, forget);
  return read.isJoined ? copyJson(answer) : answer;
}

/** Whoever leaves is let go alone; the last one ends the call. */
function waitFor(read: Read, signal: AbortSignal | undefined, forget: () => void): Promise<SubgraphAnswer> {
  read.waiting += 1;
  return new Promise((resolve, reject) => {
    const leave = () => {
      const failure = new SubgraphFailure("SUBGRAPH_TIMEOUT", { cause: signal?.reason });
      reject(failure);
      read.waiting -= 1;
      if (read.waiting > 0) return;
      forget();
      read.ending.abort(failure);
    };
    const release = () => signal?.removeEventListener("abort", leave);
    read.answer?.then(resolve, reject).finally(release);
    if (signal?.aborted) leave();
    else signal?.addEventListener("abort", leave, { once: true });
  });
}
