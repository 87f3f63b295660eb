/** Makes any value that an input type of the SDL takes. */
import fc, { type Arbitrary } from "fast-check";
import {
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLList,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
} from "graphql";
import { areas, industries } from "#kit/reference/lists.ts";

/** How deep a type may lie in itself. */
const deepest = 3;

const text = fc.string({ unit: "grapheme", maxLength: 20 }).filter((value) => !value.includes("\0"));

const date = fc
  .date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
  .map((moment) => moment.toISOString().slice(0, 10));

const scalars: Readonly<Record<string, Arbitrary<unknown>>> = {
  String: text,
  ID: text,
  Boolean: fc.boolean(),
  Int: fc.integer(),
  // JSON has no minus zero.
  Float: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
  Yen: fc.maxSafeInteger(),
  Date: date,
  FiscalYearNumber: fc.integer({ min: 1868, max: 2999 }),
  AreaCode: fc.constantFrom(...areas.keys()),
  IndustryCode: fc.constantFrom(...industries.keys()),
};

/** Fields by name whose values are chosen otherwise, at the top of the type only. */
export type Chosen = Readonly<Record<string, Arbitrary<unknown>>>;

export function arbitraryInput(type: GraphQLInputType, chosen: Chosen = {}, depth = 0): Arbitrary<unknown> {
  if (isNonNullType(type)) return arbitraryInput(type.ofType, chosen, depth);
  if (isListType(type)) return arbitraryList(type, depth);
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  if (isScalarType(type)) return scalars[type.name] ?? unknownScalar(type.name);
  const fields = Object.values(type.getFields());
  return fc.record(
    Object.fromEntries(fields.map((field) => [field.name, chosen[field.name] ?? arbitraryField(field, depth + 1)])),
  );
}

function arbitraryList({ ofType }: GraphQLList<GraphQLInputType>, depth: number): Arbitrary<unknown> {
  return depth > deepest ? fc.constant([]) : fc.array(arbitraryInput(ofType, {}, depth), { maxLength: 3 });
}

function arbitraryField({ type }: GraphQLInputField, depth: number): Arbitrary<unknown> {
  if (isNonNullType(type)) return arbitraryInput(type, {}, depth);
  if (depth > deepest && isInputObjectType(type)) return fc.constant(null);
  return fc.option(arbitraryInput(type, {}, depth), { nil: null, freq: 3 });
}

function unknownScalar(name: string): never {
  throw new TypeError(`no arbitrary values are known for the scalar ${name}`);
}
