/** Mutations that a `@policy` of their own opens to whoever meets it, such as an auditor's, who is of no department. */
import { type DocumentNode, Kind } from "graphql";
import { readDirectDemands } from "#kit/identity/direct-demands.ts";

/** Whether who may make the change is said by a named policy; then nothing else is asked. */
export type IsOpen = (field: string) => boolean;

export function openMutations(supergraph: DocumentNode): IsOpen {
  const definitions = supergraph.definitions.filter(
    (each) =>
      each.kind === Kind.SCHEMA_DEFINITION ||
      each.kind === Kind.SCHEMA_EXTENSION ||
      (each.kind === Kind.OBJECT_TYPE_DEFINITION && each.name.value === mutationType),
  );
  const demands = readDirectDemands({ kind: Kind.DOCUMENT, definitions });
  // That somebody is known, or holds a scope, does not make a writer: only policies are named by who runs the hub.
  return (field) => demands.ofField(mutationType, field).some(({ kind }) => kind === "policies");
}

/** Composition names it so, whatever subgraphs call theirs. */
const mutationType = "Mutation";
