/**
 * The planner has been seen to ask for a computed field in a fetch that requires nothing for it. What such a field needs is required of
 * each record all the same: one that has it not is not asked for the field, since what the subgraph would compute from nothing is wrong.
 */
import type { QueryPlanSelectionNode } from "@apollo/query-planner";
import type { KeyTree } from "../graph/subgraph-keys.ts";
import { overlaps } from "./key-presence.ts";
import type { Reader } from "./readers.ts";
import type { TypeMembership } from "./type-membership.ts";

export function withNeeds(
  requires: readonly QueryPlanSelectionNode[],
  readers: readonly Reader[],
  membersOf: TypeMembership,
): readonly QueryPlanSelectionNode[] {
  const added = readers.flatMap(({ typeName, needs }): QueryPlanSelectionNode[] => {
    const related = requires.filter((node) => isRelated(node, typeName, membersOf));
    if (covers(related, needs)) return [];
    return [{ kind: "InlineFragment", typeCondition: typeName, selections: nodesOf(needs) }];
  });
  return added.length > 0 ? [...requires, ...added] : requires;
}

function isRelated(node: QueryPlanSelectionNode, typeName: string, membersOf: TypeMembership): boolean {
  if (node.kind === "Field" || !node.typeCondition) return true;
  return overlaps(membersOf, node.typeCondition, typeName);
}

function covers(nodes: readonly QueryPlanSelectionNode[], needs: KeyTree): boolean {
  const fields = fieldsIn(nodes);
  return [...needs].every(([name, below]) => {
    const found = fields.filter((each) => each.name === name);
    return (
      found.length > 0 &&
      covers(
        found.flatMap(({ selections }) => selections ?? []),
        below,
      )
    );
  });
}

type FieldNode = Extract<QueryPlanSelectionNode, { kind: "Field" }>;

function fieldsIn(nodes: readonly QueryPlanSelectionNode[]): FieldNode[] {
  return nodes.flatMap((node) => (node.kind === "Field" ? [node] : fieldsIn(node.selections)));
}

function nodesOf(tree: KeyTree): QueryPlanSelectionNode[] {
  return [...tree].map(([name, below]) => ({
    kind: "Field",
    name,
    ...(below.size > 0 && { selections: nodesOf(below) }),
  }));
}
