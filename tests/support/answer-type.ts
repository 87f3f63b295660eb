/** The TypeScript type of what a question is answered with, as the schema has it: what people wrote by hand is held against it. */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from "graphql";

interface Asked {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** Of a document with one operation. Fragments must be on the type that they are spread in. */
export function answerTypeOf(schema: GraphQLSchema, document: DocumentNode): string {
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) throw new Error("no operation that the schema has");
  return objectType({ schema, fragments }, root.name, operation.selectionSet);
}

function objectType(asked: Asked, typeName: string, selected: SelectionSetNode): string {
  const fields = fieldsIn(asked, selected).map((field) => {
    const name = JSON.stringify((field.alias ?? field.name).value);
    return `readonly ${name}: ${valueType(asked, typeOfField(asked, typeName, field), field.selectionSet)};`;
  });
  return `{ ${fields.join(" ")} }`;
}

function fieldsIn(asked: Asked, { selections }: SelectionSetNode): readonly FieldNode[] {
  return selections.flatMap((each) => {
    if (each.kind === Kind.FIELD) return [each];
    const fragment = each.kind === Kind.FRAGMENT_SPREAD ? asked.fragments.get(each.name.value) : each;
    if (!fragment) throw new Error("a fragment that is not defined");
    return fieldsIn(asked, fragment.selectionSet);
  });
}

function typeOfField({ schema }: Asked, typeName: string, { name }: FieldNode): GraphQLOutputType {
  if (name.value === TypeMetaFieldDef.name) return TypeMetaFieldDef.type;
  const parent = schema.getType(typeName);
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name.value] : undefined;
  if (!field) throw new Error(`no field ${typeName}.${name.value}`);
  return field.type;
}

function valueType(asked: Asked, type: GraphQLOutputType, selected: SelectionSetNode | undefined): string {
  if (!isNonNullType(type)) return `${presentType(asked, type, selected)} | null`;
  return presentType(asked, type.ofType, selected);
}

function presentType(asked: Asked, type: GraphQLOutputType, selected: SelectionSetNode | undefined): string {
  if (isListType(type)) return `readonly (${valueType(asked, type.ofType, selected)})[]`;
  const named = getNamedType(type);
  if (isCompositeType(named) && selected) return objectType(asked, named.name, selected);
  if (isEnumType(named))
    return named
      .getValues()
      .map(({ name }) => JSON.stringify(name))
      .join(" | ");
  return numbers.has(named.name) ? "number" : named.name === "Boolean" ? "boolean" : "string";
}

const numbers = new Set(["Int", "Float", "Yen", "FiscalYearNumber", "ChangeNumber"]);
