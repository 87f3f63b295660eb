/**
 * Draws records for the subgraph that is asked to complete them. A fetch says once what it requires of a record; but where @skip or
 * @include takes away a field, what only that field required was never asked for, and must not be waited for either. What a field that
 * is asked for requires must be there: a subgraph that computes from less would give a wrong answer for a missing one.
 */
import type { QueryPlanSelectionNode } from "@apollo/query-planner";
import { type DirectiveNode, type FieldNode, Kind, type SelectionNode } from "graphql";
import { BoundedCache } from "#kit/bounded-cache.ts";
import type { Graph } from "../graph/graph.ts";
import { fieldOf } from "../graph/required-with-arguments.ts";
import type { KeyTree } from "../graph/subgraph-keys.ts";
import type { JsonObject } from "../json.ts";
import type { Condition } from "./call.ts";
import { compileIdentity, compileRepresentation, type Identity, type Represent } from "./representation.ts";
import type { FetchVersion } from "./required-versions.ts";
import type { Rewrite } from "./rewrites.ts";
import { clientVariable } from "./travelling-operation.ts";
import type { TypeMembership } from "./type-membership.ts";

export type Drawing = { readonly identity: Identity; readonly represent: Represent };

export type DrawingFor = (conditions: JsonObject) => Drawing;

export type DrawingOptions = {
  readonly subgraph: string;
  readonly graph: Graph;
  readonly membersOf: TypeMembership;
  readonly correct: Rewrite | undefined;
};

/** Few of the possible combinations of conditions ever occur. */
const drawingsKept = 32;

export function compileDrawing({ selectionSet, requires }: FetchVersion, options: DrawingOptions): DrawingFor {
  const compile = (nodes: readonly QueryPlanSelectionNode[]) => drawingOf(nodes, options);
  const readers = readersIn(selectionSet.selections, { typeName: "", conditions: [] }, options);
  const whole = compile(requires);
  if (readers.every(({ conditions }) => conditions.length === 0)) return () => whole;
  const keys = options.graph.keys.get(options.subgraph) ?? new Map<string, KeyTree>();
  const kept = new BoundedCache<string, Drawing>(drawingsKept);
  return (conditions) => {
    const states = readers.map((reader) => isRead(reader, conditions));
    const known = kept.get(states.join());
    if (known) return known;
    const [live, skipped] = [true, false].map((state) =>
      treesOf(readers.filter((_, index) => states[index] === state)),
    );
    const drawing = compile(withoutSkipped(requires, "", { live, skipped, keys }));
    kept.set(states.join(), drawing);
    return drawing;
  };
}

function drawingOf(nodes: readonly QueryPlanSelectionNode[], { membersOf, graph, correct }: DrawingOptions): Drawing {
  const draw = compileRepresentation(nodes, membersOf, graph.required);
  const represent: Represent = (record) => {
    const representation = draw(record);
    correct?.(representation);
    return representation;
  };
  return { identity: compileIdentity(nodes), represent: correct ? represent : draw };
}

/** A field that the fetch asks for and that requires something of its record. */
type Reader = { readonly typeName: string; readonly needs: KeyTree; readonly conditions: readonly Condition[] };

type Place = Pick<Reader, "typeName" | "conditions">;

function readersIn(nodes: readonly SelectionNode[], place: Place, options: DrawingOptions): Reader[] {
  return nodes.flatMap((node): Reader[] => {
    const conditions = [...place.conditions, ...conditionsOf(node.directives ?? [], options.graph)];
    if (node.kind === Kind.FIELD) return readerOf(node, { ...place, conditions }, options);
    if (node.kind === Kind.FRAGMENT_SPREAD) return [];
    const typeName = node.typeCondition?.name.value ?? place.typeName;
    return readersIn(node.selectionSet.selections, { typeName, conditions }, options);
  });
}

function readerOf({ name }: FieldNode, place: Place, { subgraph, graph }: DrawingOptions): Reader[] {
  const enumName = graph.enumNames.get(subgraph) ?? "";
  const needs = graph.requirements.get(fieldOf(enumName, place.typeName, name.value));
  return needs ? [{ ...place, needs }] : [];
}

function conditionsOf(directives: readonly DirectiveNode[], { names }: Graph): Condition[] {
  return directives.flatMap(({ name, arguments: args }): Condition[] => {
    const value = args?.find((each) => each.name.value === "if")?.value;
    if (value?.kind !== Kind.VARIABLE || (name.value !== "skip" && name.value !== "include")) return [];
    return [{ variable: clientVariable(value.name.value, names), expected: name.value === "include" }];
  });
}

function isRead({ conditions }: Reader, values: JsonObject): boolean {
  return conditions.every(({ variable, expected }) => (values[variable] === true) === expected);
}

type TreesByType = ReadonlyMap<string, KeyTree>;

function treesOf(readers: readonly Reader[]): TreesByType {
  const trees = new Map<string, KeyTree>();
  for (const { typeName, needs } of readers) {
    const tree: KeyTree = trees.get(typeName) ?? new Map();
    addTree(tree, needs);
    trees.set(typeName, tree);
  }
  return trees;
}

function addTree(into: KeyTree, tree: KeyTree): void {
  for (const [name, below] of tree) {
    const known: KeyTree = into.get(name) ?? new Map();
    addTree(known, below);
    into.set(name, known);
  }
}

type Needs<Trees> = {
  readonly live: Trees | undefined;
  readonly skipped: Trees | undefined;
  readonly keys: Trees | undefined;
};

function withoutSkipped(
  nodes: readonly QueryPlanSelectionNode[],
  typeName: string,
  needs: Needs<TreesByType>,
): QueryPlanSelectionNode[] {
  return nodes.flatMap((node): QueryPlanSelectionNode[] => {
    if (node.kind === "Field") return withoutSkippedFields([node], below(needs, typeName));
    return [{ ...node, selections: withoutSkipped(node.selections, node.typeCondition ?? typeName, needs) }];
  });
}

function withoutSkippedFields(
  nodes: readonly QueryPlanSelectionNode[],
  needs: Needs<KeyTree>,
): QueryPlanSelectionNode[] {
  return nodes.flatMap((node): QueryPlanSelectionNode[] => {
    if (node.kind !== "Field") return [{ ...node, selections: withoutSkippedFields(node.selections, needs) }];
    if (!needs.skipped?.has(node.name)) return [node];
    if (!needs.live?.has(node.name) && !needs.keys?.has(node.name)) return [];
    return [
      node.selections ? { ...node, selections: withoutSkippedFields(node.selections, below(needs, node.name)) } : node,
    ];
  });
}

function below({ live, skipped, keys }: Needs<ReadonlyMap<string, KeyTree>>, name: string): Needs<KeyTree> {
  return { live: live?.get(name), skipped: skipped?.get(name), keys: keys?.get(name) };
}
