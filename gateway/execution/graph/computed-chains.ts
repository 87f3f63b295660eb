/** Finds fields that are computed from others that are computed themselves, and how many steps lie before each. */
import type { DocumentNode } from "graphql";
import { argumentText, compositeDefinitions, fieldJoins, parseFieldSet } from "./join-directives.ts";
import { addFieldSet, type KeyTree } from "./subgraph-keys.ts";

/** A field with @requires. */
export type ComputedField = {
  readonly graph: string;
  readonly typeName: string;
  readonly fieldName: string;
  /** Names of all that it requires, of whatever type. */
  readonly needs: ReadonlySet<string>;
};

/** The computed fields of every subgraph of which one is required by another, with the step of each. */
export function findChains(supergraph: DocumentNode): ReadonlyMap<ComputedField, number> {
  const all = computedFields(supergraph);
  const needed = new Set(all.flatMap(({ needs }) => [...needs]));
  const graphs = new Set(all.filter(({ fieldName }) => needed.has(fieldName)).map(({ graph }) => graph));
  const own = all.filter(({ graph }) => graphs.has(graph));
  return new Map(own.map((each) => [each, stepOf(each, all, new Set())]));
}

function computedFields(supergraph: DocumentNode): ComputedField[] {
  return compositeDefinitions(supergraph).flatMap((type) =>
    (type.fields ?? []).flatMap((field) =>
      fieldJoins(field).flatMap((join) => {
        const fieldSet = argumentText(join, "requires");
        if (!fieldSet) return [];
        const graph = argumentText(join, "graph") ?? "";
        return { graph, typeName: type.name.value, fieldName: field.name.value, needs: namesIn(fieldSet) };
      }),
    ),
  );
}

function namesIn(fieldSet: string): ReadonlySet<string> {
  const tree: KeyTree = new Map();
  addFieldSet(tree, parseFieldSet(fieldSet));
  const names = new Set<string>();
  const collect = (each: KeyTree): void => {
    for (const [name, below] of each) {
      names.add(name);
      collect(below);
    }
  };
  collect(tree);
  return names;
}

/** Types are not told apart, so that two fields of one name may seem to require each other. */
function stepOf(field: ComputedField, all: readonly ComputedField[], passed: ReadonlySet<ComputedField>): number {
  const before = all.filter((each) => field.needs.has(each.fieldName) && each !== field && !passed.has(each));
  return Math.max(0, ...before.map((each) => 1 + stepOf(each, all, new Set([...passed, field]))));
}
