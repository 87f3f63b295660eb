/** Sends a read once more when its connection failed: a kept connection may be closed by the other side at the moment it is used. */
import { setTimeout as sleep } from "node:timers/promises";
import { SubgraphFailure } from "../errors.ts";
import type { SubgraphLink, SubgraphRequest } from "../links/subgraph-link.ts";

/** In milliseconds; half of it at least, the rest by chance, so that those who failed together do not come back together. */
const longestPause = 40;

export function retryReads(link: SubgraphLink): SubgraphLink {
  return {
    ...link,
    async execute(request) {
      try {
        return await link.execute(request);
      } catch (failure) {
        if (!mayBeSentAgain(request, failure)) throw failure;
        await sleep(longestPause * (0.5 + Math.random() / 2));
        if (request.signal?.aborted) throw failure;
        return link.execute(request);
      }
    },
  };
}

/** Never a mutation: nobody knows whether it was carried out. An answer that is wrong would be so again. */
function mayBeSentAgain({ operation, signal }: SubgraphRequest, failure: unknown): boolean {
  if (operation.kind !== "query" || signal?.aborted) return false;
  return failure instanceof SubgraphFailure && failure.code === "SUBGRAPH_UNREACHABLE";
}
