/** What stands between the engine and a subgraph that may fail in any way: a breaker around a deadline around one more try. */
import type { SubgraphLink, SubgraphRequest } from "../links/subgraph-link.ts";
import { type Breaker, type BreakerPhase, createBreaker } from "./breaker.ts";
import { type Deadlines, withDeadline } from "./deadline.ts";
import { isOwnFailure, probeRequest } from "./probe.ts";
import { retryReads } from "./retry-reads.ts";

export type GuardOptions = Deadlines & {
  /** How long a breaker is open at most before a call is let through to try, in milliseconds. */
  readonly breakerPause: number;
};

export type LinkGuard = {
  guard(subgraph: string, link: SubgraphLink): SubgraphLink;
  /** Of each subgraph that is called over the network. */
  phases(): ReadonlyMap<string, BreakerPhase>;
};

const failuresUntilOpen = 5;
const window = 10_000;
const firstProbe = 1_000;

export function createLinkGuard({ breakerPause, ...deadlines }: GuardOptions): LinkGuard {
  const breakers = new Map<string, Breaker>();
  return {
    guard(subgraph, link) {
      const timely = withDeadline(retryReads(link), deadlines);
      const breaker = createBreaker({
        failures: failuresUntilOpen,
        window,
        pause: breakerPause,
        firstProbe: Math.min(firstProbe, breakerPause),
        probe: () => timely.execute(probeRequest(subgraph)),
      });
      breakers.set(subgraph, breaker);
      return {
        ...timely,
        execute: (request: SubgraphRequest) =>
          breaker.run(
            () => timely.execute(request),
            (failure) => isOwnFailure(failure, request),
          ),
        async close() {
          breaker.close();
          if (breakers.get(subgraph) === breaker) breakers.delete(subgraph);
          await link.close?.();
        },
      };
    },
    phases: () => new Map([...breakers].map(([name, breaker]) => [name, breaker.phase()])),
  };
}
