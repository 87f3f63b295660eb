/** Turns the path of a value in the joined data into the client's path to it, cut where the client asked for nothing. */
import type { FieldNode, FragmentDefinitionNode, SelectionNode, SelectionSetNode } from "graphql";
import type { ResponsePath } from "../errors.ts";
import type { DataKeys } from "./travelling-operation.ts";

export type ClientPath = (path: ResponsePath) => ResponsePath;

type Branch = { readonly responseKey: string; readonly below: Map<string, Branch> };

/** Made when the first error needs it: most operations never have one. */
export function clientPaths(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  dataKeys: DataKeys,
): ClientPath {
  let root: Map<string, Branch> | undefined;
  return (path) => {
    root ??= branchesOf(set, fragments, dataKeys);
    return follow(path, root);
  };
}

function follow(path: ResponsePath, root: ReadonlyMap<string, Branch>): ResponsePath {
  const followed: (string | number)[] = [];
  let branches = root;
  for (const step of path) {
    const branch = typeof step === "number" ? undefined : branches.get(step);
    if (typeof step === "string" && !branch) return followed;
    followed.push(branch?.responseKey ?? step);
    branches = branch?.below ?? branches;
  }
  return followed;
}

function branchesOf(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  dataKeys: DataKeys,
): Map<string, Branch> {
  const branches = new Map<string, Branch>();
  const addAll = (selections: SelectionSetNode | undefined, into: Map<string, Branch>): void => {
    for (const node of selections?.selections ?? []) add(node, into);
  };
  const add = (node: SelectionNode, into: Map<string, Branch>): void => {
    if (node.kind === "Field") addAll(node.selectionSet, branchFor(node, into, dataKeys).below);
    else addAll("selectionSet" in node ? node.selectionSet : fragments.get(node.name.value)?.selectionSet, into);
  };
  addAll(set, branches);
  return branches;
}

function branchFor(node: FieldNode, into: Map<string, Branch>, dataKeys: DataKeys): Branch {
  const responseKey = node.alias?.value ?? node.name.value;
  const dataKey = dataKeys.get(node) ?? responseKey;
  const branch = into.get(dataKey) ?? { responseKey, below: new Map() };
  into.set(dataKey, branch);
  return branch;
}
