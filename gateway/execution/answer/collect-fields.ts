/** Which fields an object of one type has in the answer: decided once for each type and each value of the conditions, not for each object. */
import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { deferOf } from "../defer/shape.ts";
import type { JsonObject } from "../json.ts";

/** An interface stands for itself where only an @interfaceObject is known of a record and nothing asks for more. */
export type WrittenType = GraphQLObjectType | GraphQLInterfaceType;

export type Selections = {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Values of the variables that @skip and @include ask for. */
  readonly conditions: JsonObject;
};

export function collectFields(
  type: WrittenType,
  sets: readonly SelectionSetNode[],
  selections: Selections,
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  const add = (node: SelectionNode): void => {
    if (!isIncluded(node, selections)) return;
    if (node.kind === Kind.FIELD) addField(node, fields);
    else for (const each of selectionsOf(node, type, visited, selections)) add(each);
  };
  for (const set of sets) set.selections.forEach(add);
  return fields;
}

function addField(node: FieldNode, fields: Map<string, FieldNode[]>): void {
  const key = node.alias?.value ?? node.name.value;
  const known = fields.get(key);
  if (known) known.push(node);
  else fields.set(key, [node]);
}

function selectionsOf(
  node: Exclude<SelectionNode, FieldNode>,
  type: WrittenType,
  visited: Set<string>,
  selections: Selections,
): readonly SelectionNode[] {
  const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : unvisited(node.name.value, visited, selections);
  // What is deferred is a part of its own, and is written as one.
  if (deferOf(node)) return [];
  const isApplied = fragment && applies(fragment.typeCondition?.name.value, type, selections);
  return isApplied ? fragment.selectionSet.selections : [];
}

function unvisited(name: string, visited: Set<string>, { fragments }: Selections): FragmentDefinitionNode | undefined {
  if (visited.has(name)) return undefined;
  visited.add(name);
  return fragments.get(name);
}

export function applies(typeCondition: string | undefined, type: WrittenType, { schema }: Selections): boolean {
  if (!typeCondition || typeCondition === type.name) return true;
  const condition = schema.getType(typeCondition);
  if (!isAbstractType(condition)) return false;
  if (isInterfaceType(type)) return schema.getPossibleTypes(type).every((each) => schema.isSubType(condition, each));
  return schema.isSubType(condition, type);
}

export function isIncluded({ directives }: SelectionNode, selections: Selections): boolean {
  return (directives ?? []).every((directive) => {
    if (directive.name.value === "skip") return !condition(directive, selections);
    return directive.name.value !== "include" || condition(directive, selections);
  });
}

function condition(directive: DirectiveNode, { conditions }: Selections): boolean {
  const value = directive.arguments?.find(({ name }) => name.value === "if")?.value;
  if (value?.kind === Kind.VARIABLE) return conditions[value.name.value] === true;
  return value?.kind === Kind.BOOLEAN && value.value;
}
