/** Which types an object can be of where a fragment on an interface or a union applies to it. */
import { type GraphQLSchema, isAbstractType } from "graphql";

/** By abstract type. */
export type TypeMembers = ReadonlyMap<string, ReadonlySet<string>>;

export function membersOf(schema: GraphQLSchema): TypeMembers {
  const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
  return new Map(
    abstract.map((type) => {
      const interfaces = "getInterfaces" in type ? schema.getImplementations(type).interfaces : [];
      const all = [type, ...schema.getPossibleTypes(type), ...interfaces];
      return [type.name, new Set(all.map(({ name }) => name))];
    }),
  );
}
