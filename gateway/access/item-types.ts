/** The types of the records in a list with pages, or the type itself: what a count, an order or a filter speaks of. */
import { type GraphQLNamedType, getNamedType, isInterfaceType, isObjectType } from "graphql";

/** Names of fields that hold the records of a page. */
const holders = ["edges", "nodes", "node", "items", "results", "records", "rows"];

export function itemTypes(type: GraphQLNamedType): readonly GraphQLNamedType[] {
  return [type, ...heldBy(type), ...heldBy(type).flatMap(heldBy)];
}

/** Whether it is there only for the records that it holds. */
export function heldBy(type: GraphQLNamedType): readonly GraphQLNamedType[] {
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const fields = type.getFields();
  return holders.flatMap((name) => (fields[name] ? [getNamedType(fields[name].type)] : []));
}
