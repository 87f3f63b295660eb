/** Compiles a fetch's `requires` into a function that draws the representation of a record from the joined data. */
import type { QueryPlanSelectionNode } from "@apollo/query-planner";
import type { RequiredFields } from "../graph/required-with-arguments.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import { mergeValues } from "../run/merge.ts";
import type { TypeMembership } from "./type-membership.ts";

/** Undefined where the record lacks what the subgraph needs to know of it. */
export type Represent = (record: JsonObject) => JsonObject | undefined;

/** The keys of the scalars that tell records apart; undefined where only the representation itself can tell. */
export type Identity = readonly string[] | undefined;

export function compileIdentity(selections: readonly QueryPlanSelectionNode[]): Identity {
  const nodes = selections.flatMap((node) => (node.kind === "InlineFragment" ? node.selections : [node]));
  const keys = nodes.map((node) => (node.kind === "Field" && !node.selections ? (node.alias ?? node.name) : undefined));
  const named = keys.filter((key) => key !== undefined);
  return named.length === keys.length ? [...new Set(named)] : undefined;
}

type Draw = (record: JsonObject, into: JsonObject) => boolean;

export function compileRepresentation(
  selections: readonly QueryPlanSelectionNode[],
  membersOf: TypeMembership,
  required: RequiredFields,
): Represent {
  const draw = compileSelections(selections, membersOf, required);
  return (record) => {
    const representation: JsonObject = {};
    return draw(record, representation) && representation["__typename"] ? representation : undefined;
  };
}

function compileSelections(
  selections: readonly QueryPlanSelectionNode[],
  membersOf: TypeMembership,
  required: RequiredFields,
): Draw {
  const steps = selections.map((node) => compileSelection(node, membersOf, required));
  return (record, into) => {
    for (const step of steps) if (!step(record, into)) return false;
    return true;
  };
}

function compileSelection(node: QueryPlanSelectionNode, membersOf: TypeMembership, required: RequiredFields): Draw {
  if (node.kind === "InlineFragment") {
    const inner = compileSelections(node.selections, membersOf, required);
    return node.typeCondition ? drawFragment(membersOf(node.typeCondition), inner) : inner;
  }
  const key = node.alias ?? node.name;
  const meaning = required.meanings.get(node.name);
  const inner = node.selections && compileSelections(node.selections, membersOf, required);
  return drawField(key, meaning?.name.value ?? key, inner);
}

/** Fragments on one type, or on an interface of it, may each name a part of what a value below them must have. */
function drawFragment(members: ReadonlySet<string>, inner: Draw): Draw {
  return (record, into) => {
    const typename = record["__typename"];
    if (typeof typename !== "string" || !members.has(typename)) return true;
    const drawn: JsonObject = {};
    if (!inner(record, drawn)) return false;
    for (const key of Object.keys(drawn)) into[key] = mergeValues(into[key], drawn[key]);
    return true;
  };
}

/** A field may be named more than once, each time with another part of its value. */
function drawField(key: string, sentKey: string, inner: Draw | undefined): Draw {
  return (record, into) => {
    const value = Object.hasOwn(record, key) ? record[key] : undefined;
    const drawn = inner && value !== undefined ? drawBelow(value, inner) : value;
    if (drawn === undefined) return false;
    into[sentKey] = inner ? mergeValues(into[sentKey], drawn) : drawn;
    return true;
  };
}

/** Undefined where a part is missing: who computes from less, or from nothing, computes something else. */
function drawBelow(value: unknown, inner: Draw): unknown {
  if (Array.isArray(value)) {
    const drawn = value.map((each) => drawBelow(each, inner));
    return drawn.includes(undefined) ? undefined : drawn;
  }
  if (!isJsonObject(value)) return null;
  const drawn: JsonObject = {};
  return inner(value, drawn) ? drawn : undefined;
}
