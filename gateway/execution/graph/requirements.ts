/** What each field of a type in a subgraph requires of its record, in the names of the supergraph that is planned with. */
import type { DocumentNode } from "graphql";
import { argumentText, compositeDefinitions, directivesNamed, parseFieldSet } from "./join-directives.ts";
import { fieldOf } from "./required-with-arguments.ts";
import { addFieldSet, type KeyTree } from "./subgraph-keys.ts";

/** Keyed by `fieldOf(subgraph, type, field)`; a field without @requires is not in it. */
export type Requirements = ReadonlyMap<string, KeyTree>;

export function readRequirements(planningSupergraph: DocumentNode): Requirements {
  const requirements = new Map<string, KeyTree>();
  for (const type of compositeDefinitions(planningSupergraph))
    for (const field of type.fields ?? [])
      for (const directive of directivesNamed(field, "join__field")) {
        const fieldSet = argumentText(directive, "requires");
        if (!fieldSet) continue;
        const tree: KeyTree = new Map();
        addFieldSet(tree, parseFieldSet(fieldSet));
        requirements.set(fieldOf(argumentText(directive, "graph") ?? "", type.name.value, field.name.value), tree);
      }
  return requirements;
}
