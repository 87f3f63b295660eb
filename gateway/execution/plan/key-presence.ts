/** Tells whether a representation names a record by one of the keys that the subgraph can be asked by: without one it says nothing, and takes the others' answer away. */
import type { QueryPlanSelectionNode } from "@apollo/query-planner";
import type { KeyTree } from "../graph/subgraph-keys.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { TypeMembership } from "./type-membership.ts";

export type KeysByType = ReadonlyMap<string, readonly KeyTree[]>;

/** Undefined where every representation that can be drawn has a key. */
export function compileKeyPresence(
  nodes: readonly QueryPlanSelectionNode[],
  keys: KeysByType,
  membersOf: TypeMembership,
): ((representation: JsonObject) => boolean) | undefined {
  const fragments = nodes.map((node) => (node.kind === "InlineFragment" ? node : undefined));
  const isCertain = fragments.every((each) => {
    const known = [...keys].filter(([name]) => each?.typeCondition && overlaps(membersOf, each.typeCondition, name));
    return known.flatMap(([, trees]) => trees).some((tree) => isSelected(each?.selections ?? [], tree));
  });
  if (isCertain) return undefined;
  return (representation) => {
    const trees = keys.get(String(representation["__typename"])) ?? [];
    return trees.some((tree) => isPresent(representation, tree));
  };
}

/** Whether an object can be of both types; each is a member of itself. */
export function overlaps(membersOf: TypeMembership, a: string, b: string): boolean {
  if (a === b) return true;
  const members = membersOf(b);
  for (const each of membersOf(a)) if (members.has(each)) return true;
  return false;
}

function isSelected(nodes: readonly QueryPlanSelectionNode[], tree: KeyTree): boolean {
  return [...tree].every(([name, below]) =>
    nodes.some((node) => node.kind === "Field" && node.name === name && isSelected(node.selections ?? [], below)),
  );
}

function isPresent(value: JsonObject, tree: KeyTree): boolean {
  for (const [name, below] of tree) {
    const part = value[name];
    if (part === undefined || (isJsonObject(part) && !isPresent(part, below))) return false;
  }
  return true;
}
