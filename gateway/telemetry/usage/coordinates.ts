/** Which parts of the schema an operation uses, as coordinates: `Type`, `Type.field`, `Type.field.argument`, `Input.field`, `Enum.VALUE`. */
import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { isJsonObject } from "../../execution/json.ts";

/** What the text uses, whatever its variables say. The document holds one operation and its fragments. */
export function coordinatesOfText(schema: GraphQLSchema, document: DocumentNode): ReadonlySet<string> {
  const used = new Set<string>();
  const info = new TypeInfo(schema);
  const visitor = {
    Field: () => void addField(info, used),
    Argument: () => void addArgument(info, used),
    ObjectField: ({ name }: { readonly name: { readonly value: string } }) => {
      const parent = getNamedType(info.getParentInputType());
      if (parent) used.add(`${parent.name}.${name.value}`);
    },
    EnumValue: ({ value }: { readonly value: string }) => {
      const type = getNamedType(info.getInputType());
      if (type) used.add(`${type.name}.${value}`);
    },
    FragmentDefinition: () => void addType(info, used),
    InlineFragment: () => void addType(info, used),
  };
  visit(document, visitWithTypeInfo(info, visitor));
  return used;
}

function addField(info: TypeInfo, used: Set<string>): void {
  const [type, field] = [info.getParentType(), info.getFieldDef()];
  if (type && field && !field.name.startsWith("__") && !type.name.startsWith("__"))
    used.add(`${type.name}.${field.name}`);
}

function addArgument(info: TypeInfo, used: Set<string>): void {
  const [type, field, argument] = [info.getParentType(), info.getFieldDef(), info.getArgument()];
  if (info.getDirective() || !type || !field || !argument || field.name.startsWith("__")) return;
  used.add(`${type.name}.${field.name}.${argument.name}`);
}

function addType(info: TypeInfo, used: Set<string>): void {
  const type = getNamedType(info.getType());
  if (type) used.add(type.name);
}

/** Adds the coordinates that a request's variables use. It reads the names of fields and enum values, and keeps nothing else. */
export type AddVariables = (variables: Readonly<Record<string, unknown>>, used: Set<string>) => void;

/** Undefined where no variable can use anything. */
export function variableCoordinates(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): AddVariables | undefined {
  const typed = variableDefinitions.flatMap(({ variable, type }) => {
    const known = typeFromAST(schema, type);
    const named = getNamedType(known);
    return isInputObjectType(named) || isEnumType(named)
      ? [[variable.name.value, known as GraphQLInputType] as const]
      : [];
  });
  if (typed.length === 0) return undefined;
  return (variables, used) => {
    for (const [name, type] of typed) addValue(variables[name], type, used);
  };
}

function addValue(value: unknown, type: GraphQLInputType, used: Set<string>): void {
  if (value === null || value === undefined) return;
  if (isNonNullType(type)) addValue(value, type.ofType, used);
  if (isListType(type)) for (const each of Array.isArray(value) ? value : [value]) addValue(each, type.ofType, used);
  // Only what the schema knows: anything else that stands there may be what somebody entered.
  if (isEnumType(type) && typeof value === "string" && type.getValue(value)) used.add(`${type.name}.${value}`);
  if (isInputObjectType(type) && isJsonObject(value)) addObject(value, type.name, type.getFields(), used);
}

function addObject(
  value: Readonly<Record<string, unknown>>,
  typeName: string,
  fields: Readonly<Record<string, { readonly type: GraphQLInputType }>>,
  used: Set<string>,
): void {
  for (const [name, entered] of Object.entries(value)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) continue;
    used.add(`${typeName}.${name}`);
    addValue(entered, field.type, used);
  }
}
