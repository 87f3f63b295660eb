/** Ends a call that does not answer in time, or that nobody waits for any more. */
import { SubgraphFailure } from "../errors.ts";
import type { SubgraphAnswer, SubgraphLink, SubgraphRequest } from "../links/subgraph-link.ts";

export type Deadlines = {
  /** From the first byte sent to the last byte received, retries included, in milliseconds. */
  readonly read: number;
  readonly mutation: number;
};

export function withDeadline(link: SubgraphLink, { read, mutation }: Deadlines): SubgraphLink {
  return {
    ...link,
    execute: (request) =>
      request.operation.kind === "mutation"
        ? // It is carried out whether or not somebody waits; only then is its answer lost.
          endInTime(link, { ...request, signal: undefined }, mutation)
        : endInTime(link, request, read),
  };
}

function endInTime(link: SubgraphLink, request: SubgraphRequest, milliseconds: number): Promise<SubgraphAnswer> {
  const { signal: client } = request;
  if (client?.aborted) return Promise.reject(tooLate(client.reason));
  return new Promise((resolve, reject) => {
    const ending = new AbortController();
    const end = (cause: unknown) => {
      const failure = tooLate(cause);
      // A link that does not listen to the signal must not keep the answer waiting.
      reject(failure);
      ending.abort(failure);
    };
    const leave = () => end(client?.reason);
    const timer = setTimeout(end, milliseconds, `no answer in ${milliseconds} ms`);
    client?.addEventListener("abort", leave, { once: true });
    const release = () => {
      clearTimeout(timer);
      client?.removeEventListener("abort", leave);
    };
    link
      .execute({ ...request, signal: ending.signal })
      .then(resolve, reject)
      .finally(release);
  });
}

function tooLate(cause: unknown): SubgraphFailure {
  return new SubgraphFailure("SUBGRAPH_TIMEOUT", { cause });
}
