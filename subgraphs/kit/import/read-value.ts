/** One value of a cell, read as its GraphQL type wants it. */
import { GraphQLError, type GraphQLLeafType } from "graphql";
import { isRecordCode } from "../records/record-code.ts";
import { toNfkc } from "../text/nfkc.ts";
import { parseCorporateNumber } from "../values/corporate-number.ts";
import { parseFiscalYear } from "../values/fiscal-year.ts";
import { accept, type Parsed, type Reason } from "../values/outcome.ts";
import { parseBoolean } from "../values/parse-boolean.ts";
import { parseCount, parseMeasurement } from "../values/parse-count.ts";
import { parseDate } from "../values/parse-date.ts";
import { parseRate } from "../values/parse-rate.ts";
import { parseText } from "../values/parse-text.ts";
import { parseLocation } from "../values/parse-url.ts";
import { parseYen } from "../values/parse-yen.ts";
import { stripCap, stripFloor } from "../values/strip-bounds.ts";
import { type ClosedList, closedListOf } from "./closed-lists.ts";
import { reasons } from "./faults.ts";
import { isPercentField } from "./heading-unit.ts";

export type ReadValue = (text: string) => Parsed<unknown>;

/** `field` is the GraphQL field: some texts have a form that their type does not show. */
export function valueReader(type: GraphQLLeafType, field: string): ReadValue {
  const list = closedListOf(type);
  const read = list
    ? oneOf(list)
    : (numberReader(type, field) ?? textForms[formOf(field)] ?? scalars[type.name] ?? parseText);
  return (text) => checked(read(text), type);
}

const scalars: Readonly<Record<string, ReadValue>> = {
  Boolean: parseBoolean,
  Yen: (text) => parseYen(text, { negative: true }),
  Date: parseDate,
  FiscalYearNumber: parseFiscalYear,
};

/** Numbers whose words depend on what the field is. */
function numberReader({ name }: GraphQLLeafType, field: string): ReadValue | undefined {
  if (name === "Float" && isPercentField(field)) return (text) => parseRate(stripCap(text));
  if (name === "Yen" && /cap$|limit$/iu.test(field)) return (text) => parseYen(stripCap(text), { negative: true });
  if (name === "Yen" && /floor$/iu.test(field)) return (text) => parseYen(stripFloor(text), { negative: true });
  if (name === "Int") return (text) => parseCount(text, field, { negative: true });
  return name === "Float" ? (text) => parseMeasurement(text, field) : undefined;
}

const textForms: Readonly<Record<string, ReadValue>> = {
  code: readCode,
  predecessorCode: readCode,
  corporateNumber: parseCorporateNumber,
  url: parseLocation,
};

/** `applicationUrl` has the form of a `url`. */
function formOf(field: string): string {
  return isUrlField(field) ? "url" : field;
}

export function isUrlField(field: string): boolean {
  return field === "url" || field.endsWith("Url");
}

/** Codes are typed in every width, and kept in one. */
function readCode(text: string): Parsed<string> {
  const code = toNfkc(text).trim();
  return isRecordCode(code) ? accept(code) : { ok: false, reason: reasons.codeInvalid() };
}

function oneOf(list: ClosedList): ReadValue {
  return (text) => {
    const found = list.find(text);
    const [code] = found;
    if (code === undefined) return { ok: false, reason: notInList(text, list) };
    return found.length === 1 ? accept(code) : { ok: false, reason: reasons.ambiguous(text, found) };
  };
}

const longestShownList = 15;

export function notInList(text: string, { codes }: ClosedList): Reason {
  return reasons.notInList(text, codes.length <= longestShownList ? codes : []);
}

/** The type has the last word, as it has for a mutation: an Int beyond 32 bits, a year that is none. */
function checked(parsed: Parsed<unknown>, type: GraphQLLeafType): Parsed<unknown> {
  if (!parsed.ok) return parsed;
  try {
    return accept(type.parseValue(parsed.value));
  } catch (error) {
    if (error instanceof GraphQLError) return { ok: false, reason: reasons.refused(error.message) };
    throw error;
  }
}
