/** Names of places, offices and bodies in all their forms: they say where and by whom, never what is done, and leave the texts first. */
import { areas } from "#kit/reference/lists.ts";
import type { AuditedMeasure } from "../collection/measure.ts";
import { normaliseForTokens } from "../overlap/tokens.ts";
import { romajiToHiragana } from "./romaji.ts";

/** Those of which the list knows municipalities. */
const homePrefectures: ReadonlySet<string> = new Set(
  [...areas.values()]
    .filter(({ kind }) => kind !== "NATION" && kind !== "PREFECTURE")
    .map(({ code }) => code.slice(0, 2)),
);

/** A reading of two signs is a piece of many words. */
const shortestReading = 3;

/** 富山市, 富山, とやま, toyama; of prefectures elsewhere their full names only, since 大分 or 三重 may be words. */
export const placeNames: readonly string[] = [...areas.values()].flatMap(({ code, kind, name }) => {
  if (kind === "NATION") return [];
  const full = normaliseForTokens(name.ja);
  const isHome = kind !== "PREFECTURE" || homePrefectures.has(code);
  if (!isHome) return [full];
  const romaji = (name.en ?? "").toLowerCase().replace(/[^a-z]|(?:city|town|village|prefecture)$/gu, "");
  const kana = romajiToHiragana(romaji);
  return [full, bareName(full), ...[romaji, kana].filter((each) => each.length >= shortestReading)];
});

function bareName(full: string): string {
  return full.replace(/(?<=..)[都道府県市区町村]$/u, "");
}

/** Of an office or body also what is left without the place: 富山県農林水産公社 is 農林水産公社 too. */
export function bodyNamesOf({ contract }: AuditedMeasure): readonly string[] {
  const { ownerUnit, deliveryOrganisations } = contract;
  const stated = [
    ownerUnit?.name.ja,
    ownerUnit?.parent?.ja,
    ...(deliveryOrganisations ?? []).map(({ name }) => name.ja),
  ];
  return stated.flatMap((name) => (name ? formsOf(normaliseForTokens(name)) : []));
}

function formsOf(name: string): readonly string[] {
  const pieces = [name, ...name.split(/[\s・()]+/u)].filter((piece) => piece.length >= shortestBody);
  const bare = pieces.map((piece) => withoutPlace(piece)).filter((piece) => piece.length >= shortestBody);
  return [...new Set([...pieces, ...bare])];
}

const shortestBody = 3;

function withoutPlace(name: string): string {
  const place = placesLongestFirst.find((each) => name.startsWith(each));
  return place === undefined ? name : name.slice(place.length);
}

const placesLongestFirst = placeNames.toSorted((a, b) => b.length - a.length);
