/** The contract graphs of what is served: each an engine of its own over the same subgraphs, begun when it is first asked for. */
import type { HttpHandler } from "#kit/server/graphql-over-http.ts";
import type { Serving } from "./serving.ts";
import type { ContractGraph } from "./supergraph/exclude-tags.ts";

export interface ServingWithContracts extends Serving {
  /** Undefined where there is no such contract; rejects where its graph does not stand. */
  contract(name: string): Promise<HttpHandler> | undefined;
}

type StartContract = (exclude: readonly string[]) => Promise<Serving>;

export function withContracts(
  serving: Serving,
  contracts: readonly ContractGraph[],
  start: StartContract,
): ServingWithContracts {
  const begun = new Map<string, Promise<Serving>>();
  const begin = ({ name, exclude }: ContractGraph) => {
    const known = begun.get(name) ?? start(exclude);
    begun.set(name, known);
    return known;
  };
  const standing = async () => {
    const settled = await Promise.allSettled(begun.values());
    return settled.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  };
  return {
    ...serving,
    contract(name) {
      const found = contracts.find((each) => each.name === name);
      return found && begin(found).then(({ handler }) => handler);
    },
    async retire() {
      const all = await standing();
      await Promise.all([serving, ...all].map((each) => each.retire()));
    },
  };
}
