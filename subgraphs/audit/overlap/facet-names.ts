/** What a facet's value names: offices write lists into one value, and the same law or plan in several ways. */
import { toNfkc } from "#kit/text/nfkc.ts";

export interface FacetName {
  /** As the record states it. */
  readonly value: string;
  /** Equal for the spellings that a reader takes for the same. */
  readonly hash: number;
}

/** Values recur from record to record, and reading one costs more than comparing it ever will. */
const known = new Map<string, readonly FacetName[]>();
const mostKnown = 16_384;

export function facetNamesIn(value: string): readonly FacetName[] {
  return known.get(value) ?? learn(value);
}

function learn(value: string): readonly FacetName[] {
  const names = partsOf(value).flatMap(nameOf);
  if (known.size >= mostKnown) known.clear();
  known.set(value, names);
  return names;
}

/** The comma of a name, as in 医薬品、医療機器等の…法, leaves parts that are too short to be names. */
function partsOf(value: string): readonly string[] {
  if (!value.includes("、")) return [value];
  const parts = splitOutsideBrackets(value).filter((part) => !articleOnly.test(toNfkc(part)));
  return parts.length > 0 && parts.every((part) => part.length >= shortestName) ? parts : [value];
}

/** A comma stands in brackets where the next bracket after it closes some. From the end on, so that every bracket is looked for once. */
function splitOutsideBrackets(value: string): readonly string[] {
  const parts: string[][] = [];
  let next = "";
  for (const piece of value.split("、").toReversed()) {
    if (parts.length > 0 && /[)）]/u.test(next)) parts.at(-1)?.push(piece);
    else parts.push([piece]);
    next = /[()（）]/u.exec(piece)?.[0] ?? next;
  }
  return parts.toReversed().map((pieces) => pieces.toReversed().join("、"));
}

const articleOnly = /^\s*同?第[\d一二三四五六七八九十]+[条項号]/u;
const shortestName = 5;

function nameOf(value: string): readonly FacetName[] {
  const spelling = plainSpelling(value);
  const isName = hasWord.test(spelling) && !saysNothing.has(spelling) && !noName.test(spelling);
  return isName ? [{ value, hash: hashOf(spelling) }] : [];
}

/** That two records both have none of a thing is nothing that they share. */
const saysNothing = new Set(["なし", "無し", "該当なし", "その他", "未定", "n/a", "none", "null"]);

/**
 * Nor is 「…省 いずれの施策にも関連しないもの」 or 「関連事業参照」; and an act that sets up an office names the organisation, which is never
 * evidence.
 */
const noName =
  /^.{0,12}いずれの.*関連しない|^[※*]?.{0,24}参照$|(?:府|省|庁|院|局|委員会|会議|本部)(?:本府|本省)?(?:設置法|組織令|組織規則|組織規程)/u;

/** A dash of any kind is nothing either; ー is a letter in Unicode, but no word by itself. */
const hasWord = /[^\P{L}ー]|\p{N}/u;

/** What follows in brackets (dates, who decided it) and the number of an article name the same law or plan more narrowly. */
function plainSpelling(value: string): string {
  const text = toNfkc(value)
    .toLowerCase()
    .replace(/[\s「」『』・]+/gu, "");
  const short = text
    .replace(/\([^)]*\)?/gu, "")
    .replace(/第[\d一二三四五六七八九十]+条.*$/u, "")
    .replace(/(等|など|ほか)$/u, "");
  return short.length > 1 ? short : text;
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
