/** The coordinates whose users a change affects: they are what the usage of the schema is kept by. */
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from "graphql";

export function affectedCoordinates(schema: GraphQLSchema, kind: string, coordinate: string): readonly string[] {
  const [typeName = "", member, argument] = coordinate.split(".");
  const type = schema.getType(typeName);
  if (!type) return [coordinate];
  if (member === undefined) return [typeName, ...membersOf(type), ...placesOf(schema, type)];
  if (isEnumType(type)) return [coordinate, ...placesOf(schema, type)];
  // A new input that must be given is missed by all who give the others.
  if (isInputObjectType(type) && kind === "INPUT_FIELD_ADDED") return [...membersOf(type), ...placesOf(schema, type)];
  if (isInputObjectType(type)) return [coordinate];
  if (argument !== undefined && kind !== "FIELD_ARGUMENT_ADDED")
    return sharedBy(type, member).map((field) => `${field}.${argument}`);
  return sharedBy(type, member);
}

function membersOf(type: GraphQLNamedType): readonly string[] {
  if (isEnumType(type)) return type.getValues().map(({ name }) => `${type.name}.${name}`);
  if (!(isObjectType(type) || isInterfaceType(type) || isInputObjectType(type))) return [];
  return Object.keys(type.getFields()).map((name) => `${type.name}.${name}`);
}

/** A field may be asked for through an interface of its type as well. */
function sharedBy(type: GraphQLNamedType, member: string): readonly string[] {
  const interfaces = isObjectType(type) || isInterfaceType(type) ? type.getInterfaces() : [];
  const having = interfaces.filter((each) => member in each.getFields());
  return [type.name, ...having.map(({ name }) => name)].map((name) => `${name}.${member}`);
}

/** Fields that return the type, and arguments and input fields that take it. */
function placesOf(schema: GraphQLSchema, type: GraphQLNamedType): readonly string[] {
  return Object.values(schema.getTypeMap()).flatMap((each) => {
    if (each.name.startsWith("__")) return [];
    if (isInputObjectType(each))
      return Object.values(each.getFields())
        .filter((field) => getNamedType(field.type) === type)
        .map(({ name }) => `${each.name}.${name}`);
    if (!(isObjectType(each) || isInterfaceType(each))) return [];
    return Object.values(each.getFields()).flatMap((field) => [
      ...(getNamedType(field.type) === type ? [`${each.name}.${field.name}`] : []),
      ...field.args
        .filter((arg) => getNamedType(arg.type) === type)
        .map((arg) => `${each.name}.${field.name}.${arg.name}`),
    ]);
  });
}
