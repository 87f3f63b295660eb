/** The graph that is served while it is being worked on: each new one takes the place of the last in one step. */
import { type Role, tokenRoles } from "#kit/identity/identity.ts";
import type { Subgraph } from "#kit/server/subgraph.ts";
import type { Supplied } from "../../hub.ts";
import { pauseFor, type Supergraph } from "../../supergraph/supply.ts";

export interface NewGraph {
  readonly supergraphSdl: string;
  /** Names of all its subgraphs. */
  readonly names: readonly string[];
  readonly mocks: readonly Subgraph[];
}

export interface ServedGraph {
  readonly source: Supplied;
  /** Says whether it is served now, or the engine cannot serve it. */
  show(graph: NewGraph): Promise<boolean>;
}

/** How often it is looked whether there is a new one, in milliseconds: that costs a comparison. */
const interval = 50;

export function createServedGraph(): ServedGraph {
  let next: NewGraph | undefined;
  let current: NewGraph | undefined;
  let isRefused = false;
  const shown = new Map<NewGraph, (isServed: boolean) => void>();
  return {
    source: {
      here: () => current?.mocks ?? [],
      onRefused: () => {
        isRefused = true;
      },
      supply: {
        pause: (signal) => pauseFor(interval, signal),
        async next() {
          // Whoever looks again has served what was there before, or could not.
          for (const [graph, tell] of shown) {
            if (graph === next) continue;
            shown.delete(graph);
            tell(!isRefused);
          }
          isRefused = false;
          current = next ?? current;
          next = undefined;
          return current ? supergraphOf(current) : nothingYet;
        },
      },
    },
    show: (graph) =>
      new Promise((resolve) => {
        next = graph;
        shown.set(graph, resolve);
      }),
  };
}

const nothingYet: Supergraph = { origin: "none", reasons: ["nothing has been composed yet"] };

/** What a department's policy says of itself is not known here; a rule in an SDL holds all the same. */
const everybody: readonly Role[] = ["public", ...tokenRoles];

function supergraphOf({ supergraphSdl, names }: NewGraph): Supergraph {
  const admitted = names.map((name) => ({ name, audiences: everybody }));
  return { origin: "composed", sdl: supergraphSdl, admitted };
}
