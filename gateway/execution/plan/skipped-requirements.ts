/** Takes out of what a fetch requires what only fields required that are not asked for. */
import type { QueryPlanSelectionNode } from "@apollo/query-planner";
import type { KeyTree } from "../graph/subgraph-keys.ts";
import { overlaps } from "./key-presence.ts";
import type { Reader } from "./readers.ts";
import type { TypeMembership } from "./type-membership.ts";

export type TreesByType = ReadonlyMap<string, KeyTree>;

export type Needs<Trees> = {
  readonly live: Trees | undefined;
  readonly skipped: Trees | undefined;
  readonly keys: Trees | undefined;
};

export function treesOf(readers: readonly Reader[]): TreesByType {
  const trees = new Map<string, KeyTree>();
  for (const { typeName, needs } of readers) {
    const tree: KeyTree = trees.get(typeName) ?? new Map();
    addTree(tree, needs);
    trees.set(typeName, tree);
  }
  return trees;
}

function addTree(into: KeyTree, tree: KeyTree): void {
  for (const [name, below] of tree) {
    const known: KeyTree = into.get(name) ?? new Map();
    addTree(known, below);
    into.set(name, known);
  }
}

export function withoutSkipped(
  nodes: readonly QueryPlanSelectionNode[],
  needs: Needs<TreesByType>,
  membersOf: TypeMembership,
  typeName = "",
): QueryPlanSelectionNode[] {
  return nodes.flatMap((node): QueryPlanSelectionNode[] => {
    if (node.kind === "Field") return withoutSkippedFields([node], needsOn(typeName, needs, membersOf));
    const selections = withoutSkipped(node.selections, needs, membersOf, node.typeCondition ?? typeName);
    return [{ ...node, selections }];
  });
}

/** What an interface's field requires may stand on the interface or on a type of it. */
function needsOn(
  typeName: string,
  { live, skipped, keys }: Needs<TreesByType>,
  membersOf: TypeMembership,
): Needs<KeyTree> {
  const treeOn = (trees: TreesByType | undefined): KeyTree => {
    const tree: KeyTree = new Map();
    for (const [name, each] of trees ?? []) if (overlaps(membersOf, name, typeName)) addTree(tree, each);
    return tree;
  };
  return { live: treeOn(live), skipped: treeOn(skipped), keys: treeOn(keys) };
}

function withoutSkippedFields(
  nodes: readonly QueryPlanSelectionNode[],
  needs: Needs<KeyTree>,
): QueryPlanSelectionNode[] {
  return nodes.flatMap((node): QueryPlanSelectionNode[] => {
    if (node.kind !== "Field") return [{ ...node, selections: withoutSkippedFields(node.selections, needs) }];
    if (!needs.skipped?.has(node.name)) return [node];
    if (!needs.live?.has(node.name) && !needs.keys?.has(node.name)) return [];
    return [
      node.selections ? { ...node, selections: withoutSkippedFields(node.selections, below(needs, node.name)) } : node,
    ];
  });
}

function below({ live, skipped, keys }: Needs<KeyTree>, name: string): Needs<KeyTree> {
  return { live: live?.get(name), skipped: skipped?.get(name), keys: keys?.get(name) };
}
