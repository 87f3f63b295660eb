/** Values that can be read and can hardly be meant: what is impossible is refused, what is unlikely is told, each with its cell. */
import type { Reason } from "../values/outcome.ts";
import { parseUrl } from "../values/parse-url.ts";
import type { Column } from "./columns.ts";
import { doubtReasons } from "./doubt-reasons.ts";
import { isPercentField } from "./heading-unit.ts";

export interface Doubt {
  readonly isFault: boolean;
  readonly reason: Reason;
}

/** `text` is the cell as it was read, with its unit. */
export type FindDoubt = (value: unknown, text: string) => Doubt | undefined;

/** Undefined for a column any of whose values may be meant. */
export function doubtOf({ type, path, kind }: Pick<Column, "type" | "path" | "kind">): FindDoubt | undefined {
  if (kind !== "value") return undefined;
  const field = path.at(-1) ?? "";
  if (isPercentField(field)) return /growth/iu.test(field) ? undefined : ofNumber(doubtRate);
  if (type.name === "Yen") return ofNumber(path.includes("budgets") ? doubtBudget : doubtAmount);
  if (type.name === "Int") return ofNumber((value) => (value < 0 ? warn(doubtReasons.countNegative()) : undefined));
  if (type.name === "FiscalYearNumber") return ofNumber(doubtYear);
  if (type.name === "Date") return (value) => doubtYear(Number(String(value).slice(0, 4)));
  return path.includes("sources") && field === "url" ? doubtAddress : undefined;
}

function ofNumber(find: (value: number, text: string) => Doubt | undefined): FindDoubt {
  return (value, text) => (typeof value === "number" ? find(value, text) : undefined);
}

function refuse(reason: Reason): Doubt {
  return { isFault: true, reason };
}

function warn(reason: Reason): Doubt {
  return { isFault: false, reason };
}

function doubtRate(value: number, text: string): Doubt | undefined {
  if (value < 0 || value > 100) return refuse(doubtReasons.rateOutside());
  const isBare = /^[\d.,\s０-９．]+$/u.test(text);
  if (value > 0 && value < 1 && isBare) return refuse(doubtReasons.rateIsShare(value));
  return value < 1 || (value === 1 && isBare) ? warn(doubtReasons.rateSmall()) : undefined;
}

/** What the largest budgets of prefectures come to, all measures together. */
const LARGEST = 10_000_000_000_000;
/** Of a measure; less is an amount without its unit. */
const SMALLEST_BUDGET = 100_000;
const SMALLEST_AMOUNT = 100;

function doubtBudget(value: number): Doubt | undefined {
  if (value < 0) return warn(doubtReasons.budgetNegative());
  return doubtSize(value, SMALLEST_BUDGET);
}

function doubtAmount(value: number): Doubt | undefined {
  return value < 0 ? refuse(doubtReasons.amountNegative()) : doubtSize(value, SMALLEST_AMOUNT);
}

function doubtSize(value: number, smallest: number): Doubt | undefined {
  if (value > LARGEST) return warn(doubtReasons.amountLarge());
  return value > 0 && value < smallest ? warn(doubtReasons.amountSmall()) : undefined;
}

function doubtYear(year: number): Doubt | undefined {
  return year < 1945 || year > 2060 ? warn(doubtReasons.yearFar()) : undefined;
}

function doubtAddress(value: unknown): Doubt | undefined {
  return parseUrl(String(value)).ok ? undefined : warn(doubtReasons.noAddress());
}

/** Fields of one object of which the first is not after the last. */
export const orders: readonly (readonly [first: string, last: string])[] = [
  ["startFiscalYear", "endFiscalYear"],
  ["opensOn", "closesOn"],
  ["validFrom", "validTo"],
  ["from", "to"],
  ["floor", "cap"],
];

/** Dates, years and amounts alike. */
export function isReversed(first: unknown, last: unknown): boolean {
  if (typeof first === "number" && typeof last === "number") return first > last;
  return typeof first === "string" && typeof last === "string" && first > last;
}
