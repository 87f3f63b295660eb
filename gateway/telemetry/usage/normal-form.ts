/** The shape of an operation, the same however it is written: what it uses, without anything that somebody could write into it. */
import {
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";

/** By what each asks for; two that ask for the same are one. */
type Shape = Map<string, Shape>;

/**
 * Without names, aliases, literals, variables' names and fragments; fields, arguments and directives in the order of the alphabet,
 * each once. Its document is valid and within its limits, so that fragments end and are not many. It is made of names of the schema alone.
 */
export function normalForm(document: DocumentNode, { operation, selectionSet }: OperationDefinitionNode): string {
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  const shape: Shape = new Map();
  addSelections(shape, selectionSet, fragments);
  return `${operation} ${written(shape)}`;
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

function addSelections(shape: Shape, { selections }: SelectionSetNode, fragments: Fragments): void {
  for (const selection of selections) addSelection(shape, selection, fragments);
}

function addSelection(shape: Shape, selection: SelectionNode, fragments: Fragments): void {
  const { key, selectionSet } = selected(selection, fragments);
  const within = shape.get(key) ?? new Map();
  shape.set(key, within);
  if (selectionSet) addSelections(within, selectionSet, fragments);
}

function selected(selection: SelectionNode, fragments: Fragments) {
  const directives = directivesOf(selection.directives);
  if (selection.kind === Kind.FIELD) {
    const { name, selectionSet } = selection;
    return { key: `${name.value}${argumentsOf(selection.arguments)}${directives}`, selectionSet };
  }
  const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
  const type = fragment?.typeCondition ? ` on ${fragment.typeCondition.name.value}` : "";
  return { key: `...${type}${directives}`, selectionSet: fragment?.selectionSet };
}

function directivesOf(directives: readonly DirectiveNode[] = []): string {
  const all = directives.map(({ name, arguments: given }) => ` @${name.value}${argumentsOf(given)}`);
  return [...new Set(all)].sort().join("");
}

function argumentsOf(given: readonly ArgumentNode[] = []): string {
  if (given.length === 0) return "";
  return `(${given
    .map(({ name, value }) => `${name.value}: ${shapeOf(value)}`)
    .sort()
    .join(", ")})`;
}

/** Values of enums are names of the schema; anything else may be what somebody entered. */
function shapeOf(value: ValueNode): string {
  switch (value.kind) {
    case Kind.VARIABLE:
      return "$";
    case Kind.ENUM:
      return value.value;
    case Kind.BOOLEAN:
      return String(value.value);
    case Kind.NULL:
      return "null";
    case Kind.LIST:
      return "[]";
    case Kind.OBJECT:
      return "{}";
    case Kind.STRING:
      return '""';
    case Kind.INT:
    case Kind.FLOAT:
      return "0";
  }
}

function written(shape: Shape): string {
  const fields = [...shape].sort(([a], [b]) => (a < b ? -1 : 1));
  return `{ ${fields.map(([key, within]) => (within.size > 0 ? `${key} ${written(within)}` : key)).join(" ")} }`;
}
