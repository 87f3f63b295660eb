/** How much one request may ask: the numbers, and how an operator changes them. */
import { largestPageSize } from "#kit/graphql/paging.ts";
import type { Setting } from "#kit/setting.ts";

/** Each number is the most that is accepted. */
export type Limits = Readonly<Record<LimitName, number>>;

export type LimitName = keyof typeof standardLimits;

export const standardLimits = {
  /** Of a document. */
  tokens: 1500,
  /** Fields within fields. */
  depth: 12,
  /** Fields of an operation with its fragments expanded, as are aliases, root fields and directives. */
  fields: 1000,
  aliases: 30,
  rootFields: 20,
  directives: 30,
  /** JSON, in bytes. */
  variables: 64 * 1024,
  /** Items of one page. */
  page: largestPageSize,
  /** Objects that the answer may hold, as far as the document says. */
  cost: 5000,
  /** Of one caller in ten seconds; 0 for any number. */
  requests: 3000,
  /** Cost of all that one caller has under way; 0 for any. */
  costAtOnce: 50_000,
  /** WebSockets, and subscriptions, that one caller has open; 0 for any. */
  subscriptions: 100,
};

/** Somebody has looked at a trusted document: it may ask for more. */
export const trustedLimits: Limits = {
  ...standardLimits,
  tokens: 6000,
  depth: 24,
  fields: 4000,
  aliases: 120,
  rootFields: 80,
  directives: 120,
  cost: 20_000,
};

/** The parts of a setting such as `depth=15,cost=8000`: what is not named stays as it is. */
export function limitsFrom(standard: Limits): Pick<Setting<Limits>, "parse" | "expected"> {
  const names = Object.keys(standardLimits).join(", ");
  return {
    parse: (text) => parseLimits(text, standard),
    expected: {
      ja: `名前=整数 をコンマで区切って指定してください。名前は次のどれかを一度ずつです: ${names}`,
      en: `Use name=integer, separated by commas, each name once: ${names}.`,
    },
  };
}

function parseLimits(text: string, standard: Limits): Limits | undefined {
  const pairs = text.split(",").map((pair) => pair.trim());
  const written = pairs.filter((pair) => pair !== "");
  const read = new Map(written.flatMap(parseLimit));
  return read.size === written.length ? { ...standard, ...Object.fromEntries(read) } : undefined;
}

function parseLimit(pair: string): readonly (readonly [string, number])[] {
  const [, name = "", number] = /^(\w+)=(\d{1,9})$/.exec(pair) ?? [];
  return isLimitName(name) ? [[name, Number(number)]] : [];
}

export const limitNames = Object.keys(standardLimits).filter(isLimitName);
export const looserLimits = limitNames.filter((name) => trustedLimits[name] !== standardLimits[name]);

function isLimitName(name: string): name is LimitName {
  return Object.hasOwn(standardLimits, name);
}

/** As the setting takes them. */
export function limitsText(limits: Limits, names: readonly LimitName[]): string {
  return `\`${names.map((name) => `${name}=${limits[name]}`).join(",")}\``;
}
