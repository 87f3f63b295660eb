/** Compiles a fetch's `requires` into a function that draws the representation of a record from the joined data. */
import type { QueryPlanSelectionNode } from "@apollo/query-planner";
import type { RequiredFields } from "../graph/required-with-arguments.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import { mergeValues } from "../run/merge.ts";
import type { TypeMembership } from "./type-membership.ts";

/** Undefined where the record lacks what the subgraph needs to know of it. */
export type Represent = (record: JsonObject) => JsonObject | undefined;

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
  const sentKey = required.meanings.get(node.name)?.name.value ?? key;
  return drawField(key, sentKey, node.selections && compileSelections(node.selections, membersOf, required));
}

/** What a fragment cannot draw in full it does not draw at all; another fragment may still describe the record. */
function drawFragment(members: ReadonlySet<string>, inner: Draw): Draw {
  return (record, into) => {
    const typename = record["__typename"];
    if (typeof typename !== "string" || !members.has(typename)) return true;
    const drawn: JsonObject = {};
    if (inner(record, drawn)) for (const key of Object.keys(drawn)) into[key] = mergeValues(into[key], drawn[key]);
    return true;
  };
}

function drawField(key: string, sentKey: string, inner: Draw | undefined): Draw {
  return (record, into) => {
    const value = Object.hasOwn(record, key) ? record[key] : undefined;
    if (value === undefined) return false;
    into[sentKey] = inner ? drawBelow(value, inner) : value;
    return true;
  };
}

function drawBelow(value: unknown, inner: Draw): unknown {
  if (Array.isArray(value)) return value.map((each) => drawBelow(each, inner));
  if (!isJsonObject(value)) return null;
  const drawn: JsonObject = {};
  return inner(value, drawn) ? drawn : null;
}
