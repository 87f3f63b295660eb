/** Answers "does a fragment on T apply to an object whose __typename is N" from a set made once for each T. */
import { type GraphQLSchema, isAbstractType } from "graphql";

export type TypeMembership = (typeCondition: string) => ReadonlySet<string>;

export function typeMembership(schema: GraphQLSchema): TypeMembership {
  const known = new Map<string, ReadonlySet<string>>();
  return (typeCondition) => {
    const members = known.get(typeCondition) ?? membersOf(schema, typeCondition);
    known.set(typeCondition, members);
    return members;
  };
}

function membersOf(schema: GraphQLSchema, typeCondition: string): ReadonlySet<string> {
  const type = schema.getType(typeCondition);
  if (!isAbstractType(type)) return new Set([typeCondition]);
  const objects = schema.getPossibleTypes(type);
  const interfaces = "getInterfaces" in type ? schema.getImplementations(type).interfaces : [];
  return new Set([typeCondition, ...objects.map(({ name }) => name), ...interfaces.map(({ name }) => name)]);
}
