/** Plausible values of scalars and enums: of the contract's scalars by their rules, of others by what their names promise. */
import { type GraphQLEnumType, type GraphQLScalarType, isEnumType } from "graphql";
import { pick, seedOf } from "./seed.ts";

export interface LeafPlace {
  /** Everything that decides the value. */
  readonly seed: string;
  readonly field: string;
  /** What a text is about. */
  readonly label: string;
  /** Code of the department whose record it is in. */
  readonly department: string;
  /** Where it is one of several. */
  readonly index?: number;
}

export function leafValue(type: GraphQLScalarType | GraphQLEnumType, place: LeafPlace): unknown {
  const seed = seedOf(place.seed) + (place.index ?? 0);
  if (!isEnumType(type)) return scalarValue(type.name, place, seed);
  return pick(
    type.getValues().map(({ value }) => value),
    seed,
  );
}

type Make = (seed: number, place: LeafPlace) => unknown;

function scalarValue(name: string, place: LeafPlace, seed: number): unknown {
  const make = known.get(name) ?? promised.find(([pattern]) => pattern.test(name))?.[1] ?? text;
  return make(seed, place);
}

const two = (number: number) => String(number).padStart(2, "0");
const year = (seed: number) => 2024 + (seed % 4);
const date: Make = (seed) => `${year(seed)}-${two(1 + (seed % 12))}-${two(1 + (seed % 28))}`;
const moment: Make = (seed, place) => `${date(seed, place)}T${two(seed % 24)}:${two(seed % 60)}:00.000Z`;
const time: Make = (seed) => `${two(seed % 24)}:${two(seed % 60)}:00`;
const money: Make = (seed) => 10_000 * (1 + (seed % 5_000));
const address: Make = (seed, { label }) => `https://www.example.jp/${encodeURIComponent(label)}/${1 + (seed % 99)}`;

/** Names of fields by which a text is one of the contract's bilingual ones. */
const text: Make = (seed, place) => {
  const { field, label } = place;
  if (/(?:^u|U)r[il]$/.test(field)) return address(seed, place);
  const number = 1 + (seed % 99);
  return field === "ja" ? `${label}の例 ${number}` : `${label} ${number}`;
};

const known: ReadonlyMap<string, Make> = new Map<string, Make>([
  ["Int", (seed) => seed % 100],
  ["Float", (seed) => (seed % 1_000) / 10],
  ["Boolean", (seed) => seed % 2 === 0],
  ["String", text],
  ["ID", (seed, { label }) => `${label}-${1 + (seed % 99)}`],
  ["Yen", money],
  ["Date", date],
  ["DateTime", moment],
  ["AreaCode", (seed) => pick(["16", "16201", "16202", "16205"], seed)],
  ["DepartmentCode", (_, { department }) => department],
  ["IndustryCode", (seed) => pick(["ALL", "A", "D", "E", "P"], seed)],
  ["FiscalYearNumber", year],
]);

const promised: readonly (readonly [RegExp, Make])[] = [
  [/date_?time|timestamp|instant|moment/i, moment],
  [/date|day/i, date],
  [/time/i, time],
  [/ur[il]/i, address],
  [/money|amount|price|yen|currency/i, money],
  [/int|long|number|decimal|count/i, (seed) => seed % 100],
  [/json|object|map/i, () => ({})],
];
