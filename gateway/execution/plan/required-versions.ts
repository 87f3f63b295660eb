/**
 * Two fields of one record may each require the same field with other arguments. A representation has one place for it, so such fields
 * are asked for in versions of the fetch, each with its own representation.
 */
import type { QueryPlanSelectionNode } from "@apollo/query-planner";
import { type FieldNode, Kind, type SelectionSetNode } from "graphql";
import { fieldOf, type RequiredFields } from "../graph/required-with-arguments.ts";
import { filterRecordFields } from "./fetch-document.ts";

export type FetchVersion = {
  readonly selectionSet: SelectionSetNode;
  readonly requires: readonly QueryPlanSelectionNode[];
};

export function versionsOf(whole: FetchVersion, enumName: string, required: RequiredFields): FetchVersion[] {
  if (!hasConflict(whole.requires, required)) return [whole];
  const needs = (typeName: string, field: FieldNode) =>
    required.neededBy.get(fieldOf(enumName, typeName, field.name.value)) ?? new Set<string>();
  return groupNeeds(collectNeeds(whole.selectionSet, needs), required).map((group, index) => ({
    selectionSet: filterRecordFields(whole.selectionSet, (typeName, field) => {
      const needed = needs(typeName, field);
      return needed.size === 0 ? index === 0 : [...needed].every((name) => group.has(name));
    }),
    requires: withoutOthers(whole.requires, group, required),
  }));
}

function hasConflict(nodes: readonly QueryPlanSelectionNode[], required: RequiredFields): boolean {
  const names = standInsIn(nodes, required).map((name) => required.meanings.get(name)?.name.value);
  return new Set(names).size < names.length;
}

function standInsIn(nodes: readonly QueryPlanSelectionNode[], required: RequiredFields): string[] {
  const names = nodes.flatMap((node) => [
    ...(node.kind === "Field" && required.meanings.has(node.name) ? [node.name] : []),
    ...standInsIn(node.selections ?? [], required),
  ]);
  return [...new Set(names)];
}

function collectNeeds(
  set: SelectionSetNode,
  needs: (typeName: string, field: FieldNode) => ReadonlySet<string>,
): ReadonlySet<string>[] {
  const all: ReadonlySet<string>[] = [];
  filterRecordFields(set, (typeName, field) => {
    if (field.kind === Kind.FIELD) all.push(needs(typeName, field));
    return true;
  });
  return all.filter((each) => each.size > 0);
}

/** Puts each field's needs into the first group in which nothing stands for the same name. */
function groupNeeds(all: readonly ReadonlySet<string>[], required: RequiredFields): Set<string>[] {
  const groups: Set<string>[] = [];
  for (const needed of all) {
    const fitting = groups.find((group) => fits(new Set([...group, ...needed]), required));
    if (fitting) for (const name of needed) fitting.add(name);
    else groups.push(new Set(needed));
  }
  return groups;
}

function fits(names: ReadonlySet<string>, required: RequiredFields): boolean {
  const real = [...names].map((name) => required.meanings.get(name)?.name.value);
  return new Set(real).size === real.length;
}

function withoutOthers(
  nodes: readonly QueryPlanSelectionNode[],
  group: ReadonlySet<string>,
  required: RequiredFields,
): QueryPlanSelectionNode[] {
  return nodes
    .filter((node) => node.kind !== "Field" || !required.meanings.has(node.name) || group.has(node.name))
    .map((node) => (node.selections ? { ...node, selections: withoutOthers(node.selections, group, required) } : node));
}
