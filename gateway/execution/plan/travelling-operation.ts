/**
 * The client's operation as it travels through the plan. A plan adds fields to what the client asked for (keys, @requires), and both
 * meet in one tree under their response names: `{ product { id: name } }` would overwrite the key that the next fetch needs. So a
 * client's own alias, and any field with arguments, travels under a private name that stands for that field with those arguments
 * and nothing else, wherever in the operation it occurs. Introspection stays at home.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  type VariableNode,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { PrivateNames } from "../graph/private-names.ts";

export type DataKeys = ReadonlyMap<FieldNode, string>;

export type TravellingOperation = {
  /** Undefined where nothing is left to fetch. */
  readonly document: DocumentNode | undefined;
  /** Where the value of each of the client's fields is found in the joined data; absent means under its response key. */
  readonly dataKeys: DataKeys;
};

export function prepareForTravel(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  names: PrivateNames,
): TravellingOperation {
  const dataKeys = new Map<FieldNode, string>();
  const nameOf = privateNaming(names);
  const typeInfo = new TypeInfo(schema);
  const definitions = document.definitions.filter(
    (each) => each === operation || each.kind === Kind.FRAGMENT_DEFINITION,
  );
  const renamed = visit(
    { ...document, definitions },
    visitWithTypeInfo(typeInfo, {
      Field: (node) => {
        if (node.name.value === "__typename") return { ...node, alias: undefined };
        if (node.name.value.startsWith("__")) return typenameField;
        const key = nameOf(node, typeInfo.getFieldDef());
        if (key === undefined) return undefined;
        dataKeys.set(node, key);
        return { ...node, alias: { kind: Kind.NAME, value: key } };
      },
      Variable: (node) => renameVariable(node, names),
      SelectionSet: {
        leave: (node) => (isRoot(typeInfo.getParentType(), schema) ? undefined : withUnconditional(node)),
      },
    }),
  );
  return { document: hasFetches(renamed) ? renamed : undefined, dataKeys };
}

function privateNaming(names: PrivateNames) {
  const meanings = new Map<string, number>();
  return (node: FieldNode, field: GraphQLField<unknown, unknown> | null | undefined): string | undefined => {
    const responseKey = node.alias?.value ?? node.name.value;
    if (responseKey === node.name.value && !field?.args.length && !(responseKey in Object.prototype)) return undefined;
    const meaning = `${node.name.value}(${node.arguments?.map(print).toSorted().join() ?? ""})`;
    const number = meanings.get(meaning) ?? meanings.size;
    meanings.set(meaning, number);
    return `${names.client}${number}_${responseKey}`;
  };
}

/** Plans declare `$representations` and `$contextualArgument…` for themselves. */
export function renameVariable(node: VariableNode, names: PrivateNames): VariableNode | undefined {
  const value = travellingVariable(node.name.value, names);
  return value === node.name.value ? undefined : { ...node, name: { kind: Kind.NAME, value } };
}

export function travellingVariable(name: string, names: PrivateNames): string {
  const isTaken = [names.client, "representations", "contextualArgument"].some((each) => name.startsWith(each));
  return isTaken ? names.client + name : name;
}

/** The client's name for a variable that travels as `name`. */
export function clientVariable(name: string, names: PrivateNames): string {
  return name.startsWith(names.client) ? name.slice(names.client.length) : name;
}

function isRoot(type: GraphQLNamedType | null | undefined, schema: GraphQLSchema): boolean {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].some((root) => root === type);
}

/** An object of which every field may be left out is still an object, and only a subgraph can tell whether it is there. */
function withUnconditional(node: SelectionSetNode): SelectionSetNode | undefined {
  const isConditional = node.selections.some(({ directives }) => directives?.length);
  const isCertain = node.selections.some((each) => each.kind === Kind.FIELD && !each.directives?.length);
  return isConditional && !isCertain ? { ...node, selections: [...node.selections, typenameField] } : undefined;
}

/** Introspection leaves this behind, so that no selection set is left empty. */
const typenameField: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } };

function hasFetches(document: DocumentNode): boolean {
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  return operation?.selectionSet.selections.some((each) => asksForData(each, document)) ?? false;
}

function asksForData(node: SelectionNode, document: DocumentNode): boolean {
  if (node.kind === Kind.FIELD) return node.name.value !== "__typename";
  return selectionsOf(node, document).some((each) => asksForData(each, document));
}

function selectionsOf(node: Exclude<SelectionNode, FieldNode>, document: DocumentNode): readonly SelectionNode[] {
  if (node.kind === Kind.INLINE_FRAGMENT) return node.selectionSet.selections;
  const named = document.definitions.find(
    (each): each is FragmentDefinitionNode =>
      each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === node.name.value,
  );
  return named?.selectionSet.selections ?? [];
}
