/** Finds fields that are computed from others that are computed themselves, and how many steps lie before each. */
import type { DocumentNode } from "graphql";
import { argumentText, compositeDefinitions, fieldJoins, hasArgument, parseFieldSet } from "./join-directives.ts";
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
  const told = graphsWithContext(supergraph);
  const own = all.filter(({ graph }) => graphs.has(graph) && !told.has(graph));
  const steps = new Steps(all);
  return new Map(own.map((each) => [each, steps.stepOf(each)]));
}

/** Contexts are set for the subgraph itself, and a stand-in of it would not have them. */
function graphsWithContext(supergraph: DocumentNode): ReadonlySet<string> {
  const joins = compositeDefinitions(supergraph).flatMap(({ fields = [] }) => fields.flatMap(fieldJoins));
  const told = joins.filter((join) => hasArgument(join, "contextArguments"));
  return new Set(told.map((join) => argumentText(join, "graph") ?? ""));
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

/**
 * Two fields of which one requires the other never have the same step. Types are not told apart, so that fields may seem to require each
 * other in a ring: it is cut where it comes back, so that each field is looked at once.
 */
class Steps {
  readonly #byName: ReadonlyMap<string, readonly ComputedField[]>;
  readonly #known = new Map<ComputedField, number | "under way">();

  constructor(all: readonly ComputedField[]) {
    this.#byName = Map.groupBy(all, ({ fieldName }) => fieldName);
  }

  stepOf(field: ComputedField): number {
    const known = this.#known.get(field);
    return typeof known === "number" ? known : this.#find(field);
  }

  #find(field: ComputedField): number {
    this.#known.set(field, "under way");
    const step = [...field.needs]
      .flatMap((name) => this.#byName.get(name) ?? [])
      .filter((each) => this.#known.get(each) !== "under way")
      .reduce((most, each) => Math.max(most, 1 + this.stepOf(each)), 0);
    this.#known.set(field, step);
    return step;
  }
}
