/**
 * Compiles what the client selected into a writer of JSON text: the joined data is completed by the rules of the specification (values
 * coerced, nulls moved up, errors placed) and written in one pass, without executing the operation a second time.
 */
import {
  type FieldNode,
  GraphQLID,
  type GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
  getNullableType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from "graphql";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { DataKeys } from "../plan/travelling-operation.ts";
import { collectFields, type Selections, type WrittenType } from "./collect-fields.ts";
import { isPlain, leafWriter } from "./leaf-writers.ts";
import {
  type FieldName,
  reportInvalid,
  reportNotFetched,
  type Unfetched,
  type Write,
  type WriteObject,
  type Writing,
} from "./writing.ts";

export type WriterInput = Selections & {
  readonly dataKeys: DataKeys;
  /** The text of a root field that asks for the schema itself. */
  readonly introspect: (nodes: readonly FieldNode[], responseKey: string) => string;
  /** Of a field of a type. */
  readonly subgraphsWith: (typeName: string, fieldName: string) => readonly string[];
};

type FieldWriter = {
  readonly responseKey: string;
  readonly dataKey: string;
  /** Whether a string is written as it is, between quotation marks. */
  readonly isText: boolean;
  readonly leads: Leads;
  readonly leadsBehindText: Leads;
  readonly write: Write;
  /** Undefined where the value is found in no data. */
  readonly unfetched: Unfetched | undefined;
};

/**
 * `,"name":`, with the comma for all but the first, and with the quotation marks of the values before and behind it: most values are
 * strings, and each piece that a text is put together from costs as much as any other.
 */
type Leads = { readonly toText: string; readonly toOther: string };

export function compileObject(type: WrittenType, sets: readonly SelectionSetNode[], input: WriterInput): WriteObject {
  const fields = [...collectFields(type, sets, input)].map(([responseKey, nodes], index) =>
    compileField(type, responseKey, nodes, index, input),
  );
  return (object, writing) => {
    let text = "{";
    let isBehindText = false;
    for (const field of fields) {
      const { dataKey, isText, leads, leadsBehindText } = field;
      const value = object[dataKey];
      const lead = isBehindText ? leadsBehindText : leads;
      isBehindText = isText && standsForItself(value, writing);
      if (isBehindText) {
        text += lead.toText;
        text += value;
        continue;
      }
      const written = writeValue(field, object, writing);
      if (written === undefined) return undefined;
      text += lead.toOther + written;
    }
    return text + (isBehindText ? '"}' : "}");
  };
}

function writeValue({ responseKey, dataKey, write, unfetched }: FieldWriter, object: JsonObject, writing: Writing) {
  const value = object[dataKey];
  if (value === undefined) reportNotFetched(object, writing, unfetched, responseKey);
  return write(value, writing, responseKey);
}

function standsForItself(value: unknown, { texts }: Writing): boolean {
  return typeof value === "string" && (texts.arePlain || isPlain(value));
}

function compileField(
  type: WrittenType,
  responseKey: string,
  nodes: readonly FieldNode[],
  index: number,
  input: WriterInput,
): FieldWriter {
  const [node] = nodes;
  const dataKey = (node && input.dataKeys.get(node)) ?? responseKey;
  const lead = `${index > 0 ? "," : ""}${JSON.stringify(responseKey)}:`;
  return {
    responseKey,
    dataKey,
    isText: isText(type, node?.name.value ?? ""),
    leads: { toText: `${lead}"`, toOther: lead },
    leadsBehindText: { toText: `"${lead}"`, toOther: `"${lead}` },
    write: compileFieldValue(type, responseKey, nodes, input),
    unfetched: unfetchedOf(type, node?.name.value ?? "", input),
  };
}

function isText(type: WrittenType, fieldName: string): boolean {
  const field = type.getFields()[fieldName];
  const leaf = field && getNullableType(field.type);
  return leaf === GraphQLString || leaf === GraphQLID;
}

function unfetchedOf({ name }: WrittenType, fieldName: string, { subgraphsWith }: WriterInput): Unfetched | undefined {
  if (fieldName.startsWith("__")) return undefined;
  return { field: `${name}.${fieldName}`, subgraphs: () => subgraphsWith(name, fieldName) };
}

function compileFieldValue(
  type: WrittenType,
  responseKey: string,
  nodes: readonly FieldNode[],
  input: WriterInput,
): Write {
  const name = nodes[0]?.name.value ?? "";
  if (name === "__typename") return isObjectType(type) ? constant(JSON.stringify(type.name)) : unknownType(type.name);
  if (name.startsWith("__")) return constant(input.introspect(nodes, responseKey));
  const field = type.getFields()[name];
  if (!field) throw new Error(`The schema has no field ${type.name}.${name}`);
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  return compileValue(field.type, `${type.name}.${name}`, sets, input);
}

function unknownType(interfaceName: string): Write {
  return (_, writing, step) => {
    reportInvalid(writing, `Abstract type "${interfaceName}" must resolve to an Object type at runtime.`, step);
    return undefined;
  };
}

function constant(text: string): Write {
  return () => text;
}

function compileValue(
  type: GraphQLOutputType,
  field: FieldName,
  sets: readonly SelectionSetNode[],
  input: WriterInput,
): Write {
  if (isNonNullType(type)) return nonNull(compileValue(type.ofType, field, sets, input), field);
  if (isLeafType(type)) return leafWriter(type, field);
  if (isListType(type)) return onceWhereShared(list(compileValue(type.ofType, field, sets, input), field));
  const object = isObjectType(type) ? compileLazily(type, sets, input) : byTypename(field, sets, input, type.name);
  return onceWhereShared(nullable(object, field));
}

function nonNull(write: Write, field: FieldName): Write {
  return (value, writing, step) => {
    const text = write(value, writing, step);
    if (text !== "null") return text;
    reportInvalid(writing, `Cannot return null for non-nullable field ${field}.`, step);
    return undefined;
  };
}

function list(write: Write, field: FieldName): Write {
  return (value, writing, step) => {
    if (value === null || value === undefined) return "null";
    if (!Array.isArray(value)) {
      reportInvalid(writing, `Expected Iterable, but did not find one for field "${field}".`, step);
      return "null";
    }
    writing.path.push(step);
    const text = writeElements(value, write, writing);
    writing.path.pop();
    return text;
  };
}

/** Every element is completed even after one took the list away, as each may have an error of its own to report. */
function writeElements(values: readonly unknown[], write: Write, writing: Writing): string {
  let text = "[";
  let isLost = false;
  for (let index = 0; index < values.length; index++) {
    const written = write(values[index], writing, index);
    if (written === undefined) isLost = true;
    else text += index > 0 ? `,${written}` : written;
  }
  return isLost ? "null" : `${text}]`;
}

function nullable(write: WriteObject, field: FieldName): Write {
  return (value, writing, step) => {
    if (value === null || value === undefined) return "null";
    if (!isJsonObject(value)) {
      reportInvalid(writing, `Invalid value for ${field}: an object was expected.`, step);
      return "null";
    }
    writing.path.push(step);
    const text = write(value, writing);
    writing.path.pop();
    return text ?? "null";
  };
}

/** Types refer to each other through the selection only, so compiling ends; it waits for the first object of the type all the same. */
function compileLazily(type: GraphQLObjectType, sets: readonly SelectionSetNode[], input: WriterInput): WriteObject {
  let compiled: WriteObject | undefined;
  return (object, writing) => {
    compiled ??= compileObject(type, sets, input);
    return compiled(object, writing);
  };
}

function byTypename(
  field: FieldName,
  sets: readonly SelectionSetNode[],
  input: WriterInput,
  abstractName: string,
): WriteObject {
  const writers = new Map<string, WriteObject>();
  return (object, writing) => {
    const typename = object["__typename"] ?? abstractName;
    const type = typeof typename === "string" ? possibleType(typename, abstractName, input) : undefined;
    if (!type) {
      reportInvalid(
        writing,
        `Abstract type "${abstractName}" must resolve to an Object type at runtime for field "${field}".`,
      );
      return undefined;
    }
    const write = writers.get(type.name) ?? compileObject(type, sets, input);
    writers.set(type.name, write);
    return write(object, writing);
  };
}

function possibleType(typename: string, abstractName: string, { schema }: Selections): WrittenType | undefined {
  const abstract = schema.getType(abstractName);
  const type = schema.getType(typename);
  if (isInterfaceType(type) && type === abstract) return type;
  return isAbstractType(abstract) && isObjectType(type) && schema.isSubType(abstract, type) ? type : undefined;
}

/** A text with errors is written again at each place, as each has its own path. */
function onceWhereShared(write: Write): Write {
  return (value, writing, step) => {
    if (!writing.shared.has(value)) return write(value, writing, step);
    const known = writing.written.get(value);
    if (known?.write === write) return known.text;
    const errors = writing.errors.length;
    const text = write(value, writing, step);
    if (text !== undefined && writing.errors.length === errors && !writing.errors.length)
      writing.written.set(value, { write, text });
    return text;
  };
}
