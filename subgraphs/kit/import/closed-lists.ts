/** Closed lists as people write them: by code or by any name, and a name may stand for several codes. */
import { type GraphQLEnumType, type GraphQLLeafType, isEnumType } from "graphql";
import { aliases, areas, industries, labels, targetGroups } from "../reference/lists.ts";
import { foldValue } from "../values/normalise-text.ts";
import { englishSentence, japanesePhrase } from "./descriptions.ts";

export interface ClosedList {
  /** Codes, in the list's order. */
  readonly codes: readonly string[];
  /** Whether a name may stand for all of its codes; otherwise several codes mean that it is ambiguous. */
  readonly manyCodes: boolean;
  /** The codes that a code or a name stands for; empty if there are none. */
  find(text: string): readonly string[];
  /** The Japanese name of a code, or the code itself where the name would mean something else too. */
  nameOf(code: string): string;
}

type Names = ReadonlyMap<string, readonly string[]>;

/** Undefined for a type whose values are not listed. */
export function closedListOf(type: GraphQLLeafType): ClosedList | undefined {
  if (type.name in reference) return reference[type.name];
  return isEnumType(type) ? enumList(type) : undefined;
}

const reference: Readonly<Record<string, ClosedList>> = {
  AreaCode: listOf(namesIn(areas), labels.areas, { manyCodes: false, find: findArea }),
  IndustryCode: listOf(namesIn(industries), labels.industries, { manyCodes: true }),
  TargetGroupCode: listOf(namesIn(targetGroups), labels.targetGroups, { manyCodes: true }),
};

/** Japanese names by code, in the list's order. */
function namesIn(
  list: ReadonlyMap<string, { readonly code: string; readonly name: { readonly ja: string } }>,
): ReadonlyMap<string, string> {
  return new Map([...list.values()].map(({ code, name }) => [code, name.ja]));
}

interface ListOptions {
  readonly manyCodes: boolean;
  readonly find?: (names: Names, text: string) => readonly string[];
}

function listOf(titles: ReadonlyMap<string, string>, names: Names, options: ListOptions): ClosedList {
  const { manyCodes, find: findIn = lookUp } = options;
  const folded = new Map([...names].map(([name, found]) => [foldLabel(name), found]));
  const find = (text: string) => findIn(folded, text);
  const nameOf = (code: string) => {
    const title = titles.get(code) ?? "";
    return title !== "" && find(title).join() === code ? title : code;
  };
  return { codes: [...titles.keys()], manyCodes, find, nameOf };
}

function lookUp(names: Names, text: string): readonly string[] {
  return names.get(foldLabel(text)) ?? [];
}

const everydayAreas = everydayNames("AreaCode");

/** 富山市全域 is 富山市, and the six digits of a local government are its five with a check digit. */
function findArea(names: Names, text: string): readonly string[] {
  const found = lookUp(names, text);
  const everyday = found.length > 0 ? found : lookUp(everydayAreas, text);
  if (everyday.length > 0) return everyday;
  const digits = /^\d{6}$/.exec(foldValue(text))?.[0];
  if (digits === undefined) return lookUp(names, text.replace(/全域|内$/u, ""));
  return [...areas.values()].filter((area) => area.localGovernmentCode === digits).map(({ code }) => code);
}

function enumList(type: GraphQLEnumType): ClosedList {
  const values = type.getValues();
  const names = (of: (description: string | null | undefined) => string | undefined) =>
    grouped(values.map(({ name, description }) => [of(description), name]));
  // Exact names first: what is left out of a long name must never hide the full name of another value.
  const [exact, short] = [
    merged([grouped(values.map(({ name }) => [name, name])), names(japanesePhrase), names(englishSentence)]),
    merged([names(withoutBrackets), names(beforeComma), everydayNames(type.name)]),
  ];
  const find = (_: Names, text: string) => exact.get(foldLabel(text)) ?? short.get(foldLabel(text)) ?? [];
  const titles = new Map(values.map(({ name, description }) => [name, japanesePhrase(description) ?? ""]));
  return listOf(titles, new Map(), { manyCodes: false, find });
}

/** As people write them who do not know the list: 補助金 for 補助. */
function everydayNames(list: string): Names {
  return new Map([...(aliases.get(list) ?? [])].map(([name, codes]) => [foldLabel(name), codes]));
}

function withoutBrackets(description: string | null | undefined): string | undefined {
  return japanesePhrase(description)?.replace(/（.*?）/gu, "");
}

function beforeComma(description: string | null | undefined): string | undefined {
  return englishSentence(description)?.split(",")[0];
}

function grouped(pairs: readonly (readonly [string | undefined, string])[]): Names {
  const stated = pairs.filter(([name]) => name !== undefined);
  const groups = Map.groupBy(stated, ([name]) => foldLabel(name ?? ""));
  return new Map([...groups].map(([name, members]) => [name, [...new Set(members.map(([, code]) => code))]]));
}

function merged(indexes: readonly Names[]): Names {
  return new Map(indexes.toReversed().flatMap((index) => [...index]));
}

/** Width, case, spaces and the joints of a code make no difference. */
export function foldLabel(text: string): string {
  return foldValue(text).toLowerCase().replace(/[_-]/gu, "");
}

const targetGroupNames: ReadonlySet<string> = new Set(
  [...targetGroups.values()].flatMap(({ code, name }) => [code, name.ja, name.en ?? ""]).map(foldLabel),
);

/** Whether a label is the list's own name of a target group, so that there is nothing more to keep of it. */
export function isTargetGroupName(text: string): boolean {
  return targetGroupNames.has(foldLabel(text));
}
