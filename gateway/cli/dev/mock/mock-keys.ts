/** By which fields a subgraph's types are known elsewhere, and what tells one record of a mock from the next. */
import { parse } from "graphql";
import { isJsonObject } from "../../../execution/json.ts";
import { argumentOf, stringOf } from "../../../registry/check/federation-names.ts";
import { readSchema } from "../../../registry/check/read-schema.ts";
import type { TypePart } from "../../../registry/check/type-parts.ts";

/** By type: each of its keys, as the fields at its top. */
export type MockKeys = ReadonlyMap<string, readonly (readonly string[])[]>;

export function keysIn(sdl: string): MockKeys {
  const reading = readSchema(sdl);
  const types = reading.outcome === "read" ? [...reading.schema.types.values()] : [];
  return new Map(types.map((type) => [type.name, keysOf(type)] as const).filter(([, keys]) => keys.length > 0));
}

function keysOf({ directives }: TypePart): readonly (readonly string[])[] {
  return directives
    .filter(({ name }) => name.value === "key")
    .map((directive) => fieldsIn(stringOf(argumentOf(directive, "fields")) ?? ""));
}

function fieldsIn(selection: string): readonly string[] {
  const [definition] = parse(`{ ${selection} }`, { noLocation: true }).definitions;
  const selections = definition && "selectionSet" in definition ? (definition.selectionSet?.selections ?? []) : [];
  return selections.flatMap((each) => (each.kind === "Field" ? [each.name.value] : []));
}

/** Whichever of its keys a record is asked for by, it is the same one; undefined where none of them is there. */
export function tokenIn(
  typeName: string,
  keys: readonly (readonly string[])[],
  given: Readonly<Record<string, unknown>>,
): string | undefined {
  const key = keys.find((fields) => fields.every((field) => given[field] !== undefined && given[field] !== null));
  if (!key) return undefined;
  const values = key.map((field) => given[field]);
  const [only] = values;
  if (values.length > 1 || isJsonObject(only)) return JSON.stringify(values);
  return typeof only === "number" ? numberedToken(typeName, only) : String(only);
}

export function numberedToken(typeName: string, number: number): string {
  return `${typeName}-${number}`;
}

/** Undefined for one that no mock has made up. */
export function numberIn(token: string): number | undefined {
  const [, digits] = /-(\d{1,9})$/.exec(token) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
