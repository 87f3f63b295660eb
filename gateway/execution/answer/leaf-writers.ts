/** Writes values of scalar and enum types, and accepts no value that is not one. */
import { type GraphQLEnumType, type GraphQLLeafType, isEnumType } from "graphql";
import { type FieldName, reportInvalid, type Write } from "./writing.ts";

export function leafWriter(type: GraphQLLeafType, field: FieldName): Write {
  const text = isEnumType(type) ? enumText(type) : (scalarTexts[type.name] ?? jsonText);
  const problem = `Invalid value for ${field}: it is not of type ${type.name}.`;
  return (value, writing, step) => {
    if (value === null || value === undefined) return "null";
    const written = text(value);
    if (written !== undefined) return written;
    reportInvalid(writing, problem, step);
    return "null";
  };
}

type LeafText = (value: unknown) => string | undefined;

const scalarTexts: { readonly [name: string]: LeafText } = {
  Int: (value) => (typeof value === "number" && (value | 0) === value ? String(value) : undefined),
  Float: (value) => (typeof value === "number" && Number.isFinite(value) ? String(value) : undefined),
  Boolean: (value) => (typeof value === "boolean" ? String(value) : undefined),
  String: (value) => (typeof value === "string" ? quoted(value) : undefined),
  ID: (value) => {
    if (typeof value === "string") return quoted(value);
    return Number.isInteger(value) ? `"${String(value)}"` : undefined;
  },
};

function enumText(type: GraphQLEnumType): LeafText {
  const texts = new Map(type.getValues().map(({ name }) => [name, `"${name}"`]));
  return (value) => (typeof value === "string" ? texts.get(value) : undefined);
}

function jsonText(value: unknown): string | undefined {
  return JSON.stringify(value);
}

const plain = /^[ !#-[\]-\ud7ff]*$/;

/** Nothing in it needs an escape; half of the cost of quoting short strings is finding that out natively. */
export function isPlain(value: string): boolean {
  return plain.test(value);
}

export function quoted(value: string): string {
  return isPlain(value) ? `"${value}"` : JSON.stringify(value);
}
