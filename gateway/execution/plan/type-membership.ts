/** Answers "does a fragment on T apply to an object whose __typename is N" from a set made once for each T. */
import type { TypeMembers } from "../graph/type-members.ts";

export type TypeMembership = (typeCondition: string) => ReadonlySet<string>;

export function typeMembership(members: TypeMembers): TypeMembership {
  const objects = new Map<string, ReadonlySet<string>>();
  return (typeCondition) => {
    const found = members.get(typeCondition) ?? objects.get(typeCondition) ?? new Set([typeCondition]);
    objects.set(typeCondition, found);
    return found;
  };
}
