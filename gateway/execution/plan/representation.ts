/** Compiles a fetch's `requires` into a function that draws the representation of a record from the joined data. */
import type { QueryPlanSelectionNode } from "@apollo/query-planner";
import type { RequiredFields } from "../graph/required-with-arguments.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import { mergeValues } from "../run/merge.ts";
import type { TypeMembership } from "./type-membership.ts";

/** Undefined where the record lacks what the subgraph needs to know of it. */
export type Represent = (record: JsonObject) => JsonObject | undefined;

/** A text that is equal for records with equal representations; undefined where only the representation itself can tell. */
export type Identify = (record: JsonObject) => string | undefined;

/** Most records are represented by a few scalars, and most occur more than once: telling them apart must not cost a representation. */
export function compileIdentity(selections: readonly QueryPlanSelectionNode[]): Identify {
  const nodes = selections.flatMap((node) => (node.kind === "InlineFragment" ? node.selections : [node]));
  const keys = [
    ...new Set(nodes.map((node) => (node.kind === "Field" && !node.selections ? (node.alias ?? node.name) : ""))),
  ];
  if (keys.includes("")) return () => undefined;
  return (record) => {
    let text = "";
    for (const key of keys) {
      const value = record[key];
      if (typeof value === "object" && value !== null) return undefined;
      // With its length before it, no value can pass for two.
      text += typeof value === "string" ? `${value.length}:${value}` : `${typeof value} ${String(value)};`;
    }
    return text;
  };
}

/** Whether a record is nothing but what represents it, so that any other such record can stand in its place. */
export function isBare(record: JsonObject, representation: JsonObject): boolean {
  let keys = 0;
  for (const key in record) {
    if (!Object.hasOwn(representation, key)) return false;
    keys++;
  }
  return keys === Object.keys(representation).length;
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
