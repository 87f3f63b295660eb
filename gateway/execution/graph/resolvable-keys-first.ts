/**
 * Where a @requires brings a plan back to a subgraph, the planner identifies the record by the first key that the subgraph declares,
 * even one it cannot be asked by (`resolvable: false`). Declared in another order, the first key is one that works.
 */
import type { ConstDirectiveNode, DocumentNode } from "graphql";
import { argumentFlag, isComposite } from "./join-directives.ts";

export function resolvableKeysFirst(supergraph: DocumentNode): DocumentNode {
  const definitions = supergraph.definitions.map((each) =>
    isComposite(each) ? { ...each, directives: (each.directives ?? []).toSorted((a, b) => rank(a) - rank(b)) } : each,
  );
  return { ...supergraph, definitions };
}

function rank(directive: ConstDirectiveNode): number {
  return directive.name.value === "join__type" && argumentFlag(directive, "resolvable") === false ? 1 : 0;
}
