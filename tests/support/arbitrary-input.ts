/** Makes any value that an input type of the SDL takes. */
import fc, { type Arbitrary } from "fast-check";
import {
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLList,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
} from "graphql";
import { isReversed, orders } from "#kit/import/plausibility.ts";
import { areas, industries } from "#kit/reference/lists.ts";
import { visibleText } from "#kit/values/parse-text.ts";

/** How deep a type may lie in itself. */
const deepest = 3;

/** As it is stored: what nobody can see is taken away from a text before. */
const text = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
  .map((value) => visibleText(value.toWellFormed()))
  .filter((value) => value !== "");

/** Texts whose form their type does not show, by the name of their field. */
const forms: Readonly<Record<string, Arbitrary<unknown>>> = {
  corporateNumber: fc.constant("7000012050002"),
  url: fc.oneof(fc.webUrl(), fc.constantFrom("県の要綱 第3条", "seed document")),
};

const date = fc
  .date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
  .map((moment) => moment.toISOString().slice(0, 10));

const scalars: Readonly<Record<string, Arbitrary<unknown>>> = {
  String: text,
  ID: text,
  Boolean: fc.boolean(),
  Int: fc.integer(),
  // JSON has no minus zero, and an office writes no more than 15 digits.
  Float: fc.integer({ min: -999_999_999, max: 999_999_999 }).map((value) => (value === 0 ? 0 : value / 1_000)),
  Yen: fc.maxSafeInteger(),
  Date: date,
  FiscalYearNumber: fc.integer({ min: 1886, max: 2199 }),
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
  return fc
    .record(
      Object.fromEntries(fields.map((field) => [field.name, chosen[field.name] ?? arbitraryField(field, depth + 1)])),
    )
    .map(inOrder);
}

/** What is the wrong way round is refused, so the two change places. */
function inOrder(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const turned = orders.filter(([first, last]) => isReversed(fields[first], fields[last]));
  return {
    ...fields,
    ...Object.fromEntries(
      turned.flatMap(([a, b]) => [
        [a, fields[b]],
        [b, fields[a]],
      ]),
    ),
  };
}

function arbitraryList({ ofType }: GraphQLList<GraphQLInputType>, depth: number): Arbitrary<unknown> {
  return depth > deepest ? fc.constant([]) : fc.array(arbitraryInput(ofType, {}, depth), { maxLength: 3 });
}

function arbitraryField({ name, type }: GraphQLInputField, depth: number): Arbitrary<unknown> {
  const form = forms[name] ?? boundedForm(name, type);
  if (form) return isNonNullType(type) ? form : fc.option(form, { nil: null, freq: 3 });
  if (isNonNullType(type)) return arbitraryInput(type, {}, depth);
  if (depth > deepest && isInputObjectType(type)) return fc.constant(null);
  return fc.option(arbitraryInput(type, {}, depth), { nil: null, freq: 3 });
}

/** Of rates and amounts that cannot be just anything. */
function boundedForm(name: string, type: GraphQLInputType): Arbitrary<unknown> | undefined {
  const { name: typeName } = getNamedType(type);
  if (typeName === "Float" && /percent$/iu.test(name))
    return fc.integer({ min: 0, max: 100_000 }).map((value) => value / 1_000);
  return typeName === "Yen" && name !== "amount" ? fc.maxSafeNat() : undefined;
}

function unknownScalar(name: string): never {
  throw new TypeError(`no arbitrary values are known for the scalar ${name}`);
}
