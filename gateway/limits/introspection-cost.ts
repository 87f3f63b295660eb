/** Estimates how much of the schema an introspection asks for: its lists lead to each other, and so multiply like those of records. */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getIntrospectionQuery,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from "graphql";

interface Asked {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

const roots = new Set(["__schema", "__type"]);

export function isIntrospection({ name }: FieldNode): boolean {
  return roots.has(name.value);
}

/** In fields that the answer may hold. */
export function introspectionCost({ schema, operation, fragments }: Asked): number {
  const sizes = new Map([...listSizes, ["types", Object.keys(schema.getTypeMap()).length]]);
  const costOfField = ({ name, selectionSet }: FieldNode): number =>
    (sizes.get(name.value) ?? 1) * (1 + (selectionSet ? costOf(selectionSet) : 0));
  const costOf = (selections: SelectionSetNode): number => sum(fieldsIn(selections, fragments).map(costOfField));
  const roots = fieldsIn(operation.selectionSet, fragments).filter(isIntrospection);
  return sum(roots.map(({ selectionSet }) => (selectionSet ? costOf(selectionSet) : 0)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}

/** As many as there usually are. */
const listSizes = new Map([
  ["fields", 10],
  ["inputFields", 8],
  ["enumValues", 8],
  ["possibleTypes", 4],
  ["args", 3],
  ["interfaces", 2],
  ["directives", 6],
  ["locations", 2],
]);

function fieldsIn({ selections }: SelectionSetNode, fragments: Asked["fragments"]): readonly FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    return fragment ? fieldsIn(fragment.selectionSet, fragments) : [];
  });
}

/** What every tool asks when it starts. */
const standard = parse(
  getIntrospectionQuery({
    descriptions: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
  }),
);

/** Twice what the whole schema costs, so that no tool's own variation of the standard query is refused. */
export function largestIntrospection(schema: GraphQLSchema): number {
  const fragments = fragmentsOf(standard.definitions);
  const operation = standard.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return 0;
  return 2 * introspectionCost({ schema, operation, fragments });
}

export function fragmentsOf(
  definitions: readonly { readonly kind: Kind }[],
): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = definitions.filter(
    (each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION,
  );
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}
