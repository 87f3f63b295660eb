/** Takes the planner's fetch apart: what it asks, with stand-ins turned back into the fields they stand for. */
import type { FetchNode } from "@apollo/query-planner";
import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from "graphql";
import type { RequiredFields } from "../graph/required-with-arguments.ts";

export function parseFetch(fetch: FetchNode, required: RequiredFields): OperationDefinitionNode {
  const [operation] = parse(fetch.operation, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("The planner made a fetch without an operation");
  return required.meanings.size === 0 ? operation : visit(operation, { Field: (node) => realField(node, required) });
}

/** `price` with its arguments, answered under the stand-in's name, so that it meets no other `price`. */
function realField(node: FieldNode, required: RequiredFields): FieldNode | undefined {
  const meaning = required.meanings.get(node.name.value);
  if (!meaning) return undefined;
  return { ...node, alias: node.alias ?? node.name, name: meaning.name, arguments: meaning.arguments ?? [] };
}

/** What an entity fetch asks of each record. */
export function entitySelection({ selectionSet }: OperationDefinitionNode): SelectionSetNode {
  const [entities] = selectionSet.selections;
  if (entities?.kind !== Kind.FIELD || !entities.selectionSet)
    throw new Error("The planner made an entity fetch without entities");
  return entities.selectionSet;
}

/** The same selection with only the fields that `keep` lets pass at the level of the record itself. */
export function filterRecordFields(
  set: SelectionSetNode,
  keep: (typeName: string, field: FieldNode) => boolean,
): SelectionSetNode {
  const filterIn = (nodes: readonly SelectionNode[], typeName: string): SelectionNode[] =>
    nodes.flatMap((node): SelectionNode[] => {
      if (node.kind === Kind.FIELD) return keep(typeName, node) ? [node] : [];
      if (node.kind === Kind.FRAGMENT_SPREAD) return [node];
      const selections = filterIn(node.selectionSet.selections, node.typeCondition?.name.value ?? typeName);
      return selections.length > 0 ? [{ ...node, selectionSet: { ...node.selectionSet, selections } }] : [];
    });
  return { ...set, selections: filterIn(set.selections, "") };
}
