/** Judges what a mutation was sent with the parsers of the import, so that what the one takes the other takes, and both keep the same. */
import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLLeafType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from "graphql";
import { closedListOf } from "../import/closed-lists.ts";
import { doubtReasons } from "../import/doubt-reasons.ts";
import { reasons } from "../import/faults.ts";
import { doubtOf, isReversed, orders } from "../import/plausibility.ts";
import { valueReader } from "../import/read-value.ts";
import type { Reason } from "../values/outcome.ts";

export interface InputFault {
  /** Names of fields and places in lists, from the input down. */
  readonly path: readonly string[];
  readonly reason: Reason;
}

export interface JudgedInput<Input> {
  readonly input: Input;
  readonly faults: readonly InputFault[];
}

/** `absent` is what a text of blanks says: nothing. */
type Reading = { readonly state: "absent" | "faulty" } | { readonly state: "value"; readonly value: unknown };

interface Place {
  /** The nearest field, which a place in a list has from its list. */
  readonly field: string;
  readonly path: readonly string[];
  readonly faults: InputFault[];
}

/** The input has passed the schema: it has every field that it must have, with values of their types. */
export function judgeInput<Input extends object>(type: GraphQLInputObjectType, input: Input): JudgedInput<Input> {
  const faults: InputFault[] = [];
  const reading = judgeObject(type, input, { field: "", path: [], faults });
  // Of the same type: only texts and numbers are in another spelling, or left out where they may be.
  return { input: reading.state === "value" ? (reading.value as Input) : input, faults };
}

function judge(type: GraphQLInputType, value: unknown, place: Place): Reading {
  if (isNonNullType(type)) return judge(type.ofType, value, place);
  if (value === null || value === undefined) return { state: "value", value };
  if (isListType(type)) return judgeList(type.ofType, value, place);
  if (isInputObjectType(type)) return judgeObject(type, value, place);
  return isLeafType(type) ? judgeLeaf(type, value, place) : { state: "value", value };
}

function judgeList(type: GraphQLInputType, value: unknown, place: Place): Reading {
  if (!Array.isArray(value) || value.length === 0) return { state: "value", value };
  const readings = value.map((entry: unknown, index) =>
    judge(type, entry, { ...place, path: [...place.path, String(index)] }),
  );
  if (readings.every(({ state }) => state === "absent")) return { state: "absent" };
  return { state: "value", value: readings.flatMap((reading) => ("value" in reading ? [reading.value] : [])) };
}

function judgeObject(type: GraphQLInputObjectType, value: object, place: Place): Reading {
  const known = type.getFields();
  const readings = Object.entries(value).flatMap(([name, entry]) => {
    const field = known[name];
    if (field === undefined) return [];
    const at = { ...place, field: name, path: [...place.path, name] };
    return [{ name, field, reading: judge(field.type, entry, at) }];
  });
  const absent = readings.filter(({ reading }) => reading.state === "absent");
  if (absent.length > 0 && !readings.some(({ reading }) => isStated(reading))) return { state: "absent" };
  for (const { name, field } of absent) {
    if (isRequiredInputField(field)) place.faults.push({ path: [...place.path, name], reason: reasons.missing() });
  }
  const stated = readings.flatMap(({ name, reading }) => ("value" in reading ? [[name, reading.value] as const] : []));
  const fields: Readonly<Record<string, unknown>> = Object.fromEntries(stated);
  for (const [first, last] of orders) {
    if (!isReversed(fields[first], fields[last])) continue;
    place.faults.push({ path: [...place.path, last], reason: doubtReasons.reversed(first) });
  }
  return { state: "value", value: fields };
}

function isStated(reading: Reading): boolean {
  if (!("value" in reading)) return reading.state === "faulty";
  return reading.value !== null && reading.value !== undefined;
}

/** What is one of a list has been found there by its type. */
function judgeLeaf(type: GraphQLLeafType, value: unknown, { field, path, faults }: Place): Reading {
  if ((typeof value !== "string" && typeof value !== "number") || closedListOf(type)) return { state: "value", value };
  const text = typeof value === "string" ? value : decimalText(value);
  if (text.trim() === "") return { state: "absent" };
  const parsed = valueReader(type, field)(text);
  if (parsed.ok && parsed.value === "") return { state: "absent" };
  const reason = parsed.ok ? impossible(type, parsed.value, path) : parsed.reason;
  if (parsed.ok && reason === undefined) return { state: "value", value: parsed.value };
  if (reason !== undefined) faults.push({ path, reason });
  return { state: "faulty" };
}

/** What a table refuses as impossible; what is only unlikely is a person's to look at, who has the table before him. */
function impossible(type: GraphQLLeafType, value: unknown, path: readonly string[]): Reason | undefined {
  const doubt = doubtOf({ type, path, kind: "value" })?.(value, "");
  return doubt?.isFault ? doubt.reason : undefined;
}

/** A number as a person would write it, without an exponent; one that cannot be written so is refused as it stands. */
function decimalText(value: number): string {
  const text = String(value);
  if (!text.includes("e")) return text;
  const plain = value.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 });
  return Number(plain) === value ? plain : text;
}
