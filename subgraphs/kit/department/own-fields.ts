/** Which fields of its own each type of a department has. */
import { parse } from "graphql";
import { implementationsOf } from "../contract/complete-sdl.ts";
import type { Details } from "../records/record.ts";

/** By the name of the type, for measures and talent resources alike. */
export type OwnFields = ReadonlyMap<string, ReadonlySet<string>>;

export function ownFieldsOf(departmentSdl: string): OwnFields {
  const document = parse(departmentSdl);
  const types = (["Measure", "TalentResource"] as const).flatMap((name) => implementationsOf(document, name));
  return new Map(
    types.map(({ name, fields = [] }) => [name.value, new Set(fields.map((field) => field.name.value))] as const),
  );
}

/**
 * Stated fields that belong to other types of the department. The details of all its talent resources are one input and one
 * table, so a field of another type could be stored, but never be read again.
 */
export function strayFields(own: ReadonlySet<string>, details: Details): readonly string[] {
  return Object.entries(details).flatMap(([name, value]) => ((value ?? null) === null || own.has(name) ? [] : [name]));
}
