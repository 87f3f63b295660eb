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
  const given = slices.flatMap(({ name }) => numbersIn(argument(field, name, read)));
  const asked = given.length > 0 ? given : slices.flatMap(({ defaultValue }) => numbersIn(defaultValue));
  const page = Math.max(0, ...asked);
  const size = asked.length > 0 ? page : (countIds(field, read) ?? rule?.assumedSize ?? assumedSize);
  const isList = isListType(isNonNullType(definition.type) ? definition.type.ofType : definition.type);
  const isPage = slices.length > 0 && !isList;
  const sized = rule && rule.sizedFields.length > 0 ? rule.sizedFields : isPage ? pageFields : [];
  return { own: isList ? size : undefined, within: new Map(sized.map((name) => [name, size])), page };
}

/** A list that is asked for by ids holds one item for each. */
function countIds(field: FieldNode, read: ReadValue): number | undefined {
  const ids = argument(field, "ids", read);
  return Array.isArray(ids) ? ids.length : undefined;
}

function argument({ arguments: all = [] }: FieldNode, wanted: string, read: ReadValue): unknown {
  const found = all.find(({ name }) => name.value === wanted);
  return found && read(found.value);
}

function numbersIn(value: unknown): number[] {
  return typeof value === "number" ? [value] : [];
}
