/**
 * Entities come back as a list that is matched by position alone: a subgraph that drops a row or sorts its answer hands one record's
 * data to another. So every entity is asked for its own key as well, and what comes back is compared with what was sent.
 */
import type { FetchDataRewrite, QueryPlanFieldNode, QueryPlanSelectionNode } from "@apollo/query-planner";
import { type FieldNode, Kind, type SelectionNode, type SelectionSetNode } from "graphql";
import type { PrivateNames } from "../graph/private-names.ts";
import type { KeyTree } from "../graph/subgraph-keys.ts";
import { isJsonObject, type JsonObject } from "../json.ts";

export type KeyCheck = { readonly sentKey: string; readonly answerKey: string };

export type CheckedSelection = { readonly selectionSet: SelectionSetNode; readonly checks: readonly KeyCheck[] };

type Asked = {
  readonly selectionSet: SelectionSetNode;
  readonly requires: readonly QueryPlanSelectionNode[];
  readonly inputRewrites: readonly FetchDataRewrite[] | undefined;
  readonly keys: ReadonlyMap<string, KeyTree> | undefined;
  readonly names: PrivateNames;
};

export function withKeyChecks({ selectionSet, requires, inputRewrites, keys, names }: Asked): CheckedSelection {
  const checks = new Map<string, KeyCheck>();
  const fragments: SelectionNode[] = [];
  for (const node of requires) {
    if (node.kind !== "InlineFragment" || !node.typeCondition) continue;
    const typeName = sentTypeName(node.typeCondition, inputRewrites, keys);
    const fields = keyFields(node.selections, keys?.get(typeName)).map((field) => aliased(field, names));
    for (const { name, alias } of fields)
      checks.set(name.value, { sentKey: name.value, answerKey: alias?.value ?? name.value });
    if (fields.length > 0) fragments.push(fragmentOn(typeName, fields));
  }
  return {
    selectionSet: { ...selectionSet, selections: [...selectionSet.selections, ...fragments] },
    checks: [...checks.values()],
  };
}

export function isAboutAnother(representation: JsonObject, answer: JsonObject, checks: readonly KeyCheck[]): boolean {
  return checks.some(({ sentKey, answerKey }) => differs(representation[sentKey], answer[answerKey]));
}

/** An interface's record is sent under the interface's own name to a subgraph that has it as an @interfaceObject. */
function sentTypeName(
  typeName: string,
  rewrites: readonly FetchDataRewrite[] | undefined,
  keys: ReadonlyMap<string, KeyTree> | undefined,
): string {
  if (keys?.has(typeName)) return typeName;
  const rewrite = rewrites?.find(({ path }) => path[0] === `... on ${typeName}` && path[1] === "__typename");
  return rewrite?.kind === "ValueSetter" ? String(rewrite.setValueTo) : typeName;
}

function keyFields(selections: readonly QueryPlanSelectionNode[], tree: KeyTree | undefined): FieldNode[] {
  const fields = selections.filter((node): node is QueryPlanFieldNode => node.kind === "Field" && !node.alias);
  return fields.flatMap((node) => {
    const below = tree?.get(node.name);
    return below ? keyField(node, below) : [];
  });
}

function keyField(node: QueryPlanFieldNode, tree: KeyTree): FieldNode[] {
  const name = { kind: Kind.NAME, value: node.name } as const;
  if (!node.selections) return [{ kind: Kind.FIELD, name }];
  const selections = keyFields(node.selections, tree);
  return selections.length > 0
    ? [{ kind: Kind.FIELD, name, selectionSet: { kind: Kind.SELECTION_SET, selections } }]
    : [];
}

function aliased(field: FieldNode, names: PrivateNames): FieldNode {
  return { ...field, alias: { kind: Kind.NAME, value: names.keyCheck + field.name.value } };
}

function fragmentOn(typeName: string, selections: readonly SelectionNode[]): SelectionNode {
  const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typeName } } as const;
  return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

/** Silence proves nothing: only another value than the one sent does. `1` and `"1"` are one ID. */
function differs(sent: unknown, answered: unknown): boolean {
  if (sent === undefined || sent === null || answered === undefined || answered === null) return false;
  if (Array.isArray(sent)) return Array.isArray(answered) && sent.some((each, index) => differs(each, answered[index]));
  if (isJsonObject(sent) && isJsonObject(answered))
    return Object.keys(answered).some((key) => differs(sent[key], answered[key]));
  return sent !== answered && String(sent) !== String(answered);
}
