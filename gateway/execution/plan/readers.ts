/** Which fields of a fetch require something of their record, and on what conditions they are asked for. */
import { type DirectiveNode, type FieldNode, Kind, type SelectionNode, type SelectionSetNode } from "graphql";
import type { Graph } from "../graph/graph.ts";
import { fieldOf } from "../graph/required-with-arguments.ts";
import type { KeyTree } from "../graph/subgraph-keys.ts";
import type { JsonObject } from "../json.ts";
import type { Condition } from "./call.ts";
import { clientVariable } from "./travelling-operation.ts";

export type Reader = {
  readonly field: FieldNode;
  readonly typeName: string;
  readonly needs: KeyTree;
  readonly conditions: readonly Condition[];
};

type Place = Pick<Reader, "typeName" | "conditions">;

type Fetched = { readonly subgraph: string; readonly graph: Graph };

export function readersIn({ selections }: SelectionSetNode, fetched: Fetched): Reader[] {
  return readersAt(selections, { typeName: "", conditions: [] }, fetched);
}

export function isRead({ conditions }: Reader, values: JsonObject): boolean {
  return conditions.every(({ variable, expected }) => (values[variable] === true) === expected);
}

function readersAt(nodes: readonly SelectionNode[], place: Place, fetched: Fetched): Reader[] {
  return nodes.flatMap((node): Reader[] => {
    const conditions = [...place.conditions, ...conditionsOf(node.directives ?? [], fetched.graph)];
    if (node.kind === Kind.FIELD) return readerOf(node, { ...place, conditions }, fetched);
    if (node.kind === Kind.FRAGMENT_SPREAD) return [];
    const typeName = node.typeCondition?.name.value ?? place.typeName;
    return readersAt(node.selectionSet.selections, { typeName, conditions }, fetched);
  });
}

function readerOf(field: FieldNode, place: Place, { subgraph, graph }: Fetched): Reader[] {
  const enumName = graph.enumNames.get(subgraph) ?? "";
  const needs = graph.requirements.get(fieldOf(enumName, place.typeName, field.name.value));
  return needs ? [{ ...place, field, needs }] : [];
}

function conditionsOf(directives: readonly DirectiveNode[], { names }: Graph): Condition[] {
  return directives.flatMap(({ name, arguments: args }): Condition[] => {
    const value = args?.find((each) => each.name.value === "if")?.value;
    if (value?.kind !== Kind.VARIABLE || (name.value !== "skip" && name.value !== "include")) return [];
    return [{ variable: clientVariable(value.name.value, names), expected: name.value === "include" }];
  });
}
