/** How many items a field may give: as its page arguments say, or as its department assumes. */
import { type FieldNode, type GraphQLField, isListType, isNonNullType, type ValueNode } from "graphql";
import type { ListSize } from "./cost-rules.ts";

export interface Sizes {
  /** Of the field itself, where it is a list. */
  readonly own: number | undefined;
  /** Of fields within it, by name. */
  readonly within: ReadonlyMap<string, number>;
  /** The largest page that was asked for by number. */
  readonly page: number;
  /** Whether the department demands one slicing argument, and there is none or more than one. */
  readonly isUnsliced: boolean;
}

/** Undefined for what was not given. */
export type ReadValue = (value: ValueNode) => unknown;

export type SizedField = Pick<GraphQLField<unknown, unknown>, "type" | "args">;

/** Where nobody says more. */
const assumedSize = 10;

const pageArguments = ["first", "last"];
const pageFields = ["nodes", "edges"];

export function sizesOf(field: FieldNode, definition: SizedField, rule: ListSize | undefined, read: ReadValue): Sizes {
  const names = new Set([...pageArguments, ...(rule?.slicingArguments ?? [])]);
  const slices = definition.args.filter(({ name }) => names.has(name));
  const valueAtPath = (path: string) => valueAt(field, path, read);
  const given = [...names].flatMap((path) => numbersIn(valueAtPath(path)));
  const asked = given.length > 0 ? given : slices.flatMap(({ defaultValue }) => numbersIn(defaultValue));
  const page = Math.max(0, ...asked);
  const listed = [...(rule?.slicingArguments ?? []), "ids"].map((path) => lengthOf(valueAtPath(path)));
  const counted = listed.filter((length) => length !== undefined);
  const size = asked.length > 0 || counted.length > 0 ? Math.max(page, ...counted) : (rule?.assumedSize ?? assumedSize);
  const isList = isListType(isNonNullType(definition.type) ? definition.type.ofType : definition.type);
  const isPage = slices.length > 0 && !isList;
  const sized = rule && rule.sizedFields.length > 0 ? rule.sizedFields : isPage ? pageFields : [];
  const isUnsliced = rule?.requiresOne === true && slicedBy(rule, definition, valueAtPath) !== 1;
  return { own: isList ? size : undefined, within: new Map(sized.map((name) => [name, size])), page, isUnsliced };
}

/** How many slicing arguments are given; where none is, how many have a standard. */
function slicedBy(
  { slicingArguments }: ListSize,
  { args }: SizedField,
  valueAtPath: (path: string) => unknown,
): number {
  const given = slicingArguments.filter((path) => (valueAtPath(path) ?? null) !== null);
  const standing = args.filter(({ name, defaultValue }) => slicingArguments.includes(name) && defaultValue != null);
  return given.length || standing.length;
}

/** A list that is asked for by a list, such as one of ids, holds one item for each. */
function lengthOf(value: unknown): number | undefined {
  return Array.isArray(value) ? value.length : undefined;
}

/** A slicing argument may stand within another: `page.first`. */
function valueAt(field: FieldNode, path: string, read: ReadValue): unknown {
  const [name = "", ...within] = path.split(".");
  return within.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? new Map(Object.entries(value)).get(key) : undefined),
    argument(field, name, read),
  );
}

function argument({ arguments: all = [] }: FieldNode, wanted: string, read: ReadValue): unknown {
  const found = all.find(({ name }) => name.value === wanted);
  return found && read(found.value);
}

function numbersIn(value: unknown): number[] {
  return typeof value === "number" ? [value] : [];
}
