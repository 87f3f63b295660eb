/** A fetch that tells records of what is around them comes after those that fetch it: the planner asks for both, and not always in that order. */
import type { FetchDataKeyRenamer, FetchNode } from "@apollo/query-planner";
import { Kind, parse, type SelectionNode } from "graphql";
import type { Draft } from "./draft.ts";

/** The very drafts where none of them tells of anything. */
export function inContextOrder(drafts: readonly Draft[]): readonly Draft[] {
  if (!drafts.some(({ fetch }) => fetch.contextRewrites?.length)) return drafts;
  const made = new Map<Draft, Draft>();
  const remake = (draft: Draft): Draft => {
    const known = made.get(draft);
    if (known) return known;
    const givers = drafts.filter((each) => gives(each, draft) && !waitsFor(each, draft));
    const after = [...new Set([...draft.after, ...givers])].map(remake);
    const own = { ...draft, after, depth: 1 + Math.max(-1, ...after.map(({ depth }) => depth)) };
    made.set(draft, own);
    return own;
  };
  return drafts.map(remake);
}

/** Through others too; each of itself. */
function waitsFor(draft: Draft, other: Draft): boolean {
  return draft === other || draft.after.some((each) => waitsFor(each, other));
}

/** Whether a fetch asks for something that the other tells its records of. */
function gives(giver: Draft, { fetch, target }: Draft): boolean {
  return (fetch.contextRewrites ?? []).some((context) => {
    const place = placeOf(context, keysOf(target.path));
    const own = keysOf(giver.target.path);
    return own.every((key, index) => key === place[index]) && asksFor(giver.fetch, place.slice(own.length));
  });
}

function keysOf(path: readonly string[]): readonly string[] {
  return path.filter((step) => step !== "@");
}

/** From the root of the data, whatever the types on the way. */
function placeOf({ path }: FetchDataKeyRenamer, target: readonly string[]): readonly string[] {
  const up = path.filter((step) => step === "..").length;
  return [...target.slice(0, target.length - up), ...path.slice(up).filter((step) => !step.startsWith("... on "))];
}

function asksFor({ operation, requires }: FetchNode, place: readonly string[]): boolean {
  const [definition] = parse(operation, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return false;
  return isSelected(definition.selectionSet.selections, requires ? ["_entities", ...place] : place);
}

function isSelected(nodes: readonly SelectionNode[], [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  return nodes.some((node) => {
    if (node.kind === Kind.FRAGMENT_SPREAD) return false;
    if (node.kind === Kind.INLINE_FRAGMENT) return isSelected(node.selectionSet.selections, [key, ...rest]);
    return (node.alias ?? node.name).value === key && isSelected(node.selectionSet?.selections ?? [], rest);
  });
}
