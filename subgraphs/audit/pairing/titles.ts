/** What a title says of the scheme that a measure belongs to. */
import type { MeasureInput } from "#kit/records/record.ts";
import { normaliseForTokens } from "../overlap/tokens.ts";
import { formTerms } from "./form-words.ts";
import { placeNames } from "./names.ts";

export interface TitleParts {
  /** Without brackets, places and blanks. */
  readonly core: string;
  /** Whether the core is long and telling enough that a text which has it means this measure. */
  readonly isName: boolean;
  /** What stands before the first blank or bracket, where something follows that is no place: 「X補助金 DX枠」. */
  readonly head: string | undefined;
  /** What follows is a desk of what stands before: 「経営開始資金（上市町窓口）」. */
  readonly isDesk: boolean;
  /** What it says of itself, without places and blanks. */
  readonly text: string;
}

/** A shorter piece of a title names nothing by itself. */
const shortestHead = 5;
const shortestName = 7;
const desk = /窓口|サテライト|出張所|支所|出前|デスク/u;

export function readTitle({ name, summary, purpose }: Pick<MeasureInput, "name" | "summary" | "purpose">): TitleParts {
  const title = normaliseForTokens(name.ja);
  const [, start = "", rest = ""] = /^([^\s(]+)[\s(]*(.*)$/u.exec(title) ?? [];
  const tail = withoutPlaces(rest).replace(/[()\s]/gu, "");
  const head = withoutPlaces(start);
  const core = withoutPlaces(title.replace(/\([^)]*\)?/gu, " ")).replace(/\s/gu, "");
  return {
    core,
    isName: core.length >= shortestName && !isOfForm(core),
    head: tail.length > 1 && head.length >= shortestHead && !isOfForm(head) ? head : undefined,
    isDesk: desk.test(rest),
    text: withoutPlaces(normaliseForTokens([summary?.ja, purpose?.ja].join("\n"))).replace(/\s/gu, ""),
  };
}

/** The same for the spellings of one name. */
export function plainName(name: string): string {
  return normaliseForTokens(name).replace(/\s+/gu, "");
}

function withoutPlaces(text: string): string {
  return text.replace(anyPlace, "");
}

function isOfForm(text: string): boolean {
  return text.replace(anyForm, "").length < 2;
}

const anyPlace = anyOf(placeNames);
const anyForm = anyOf(formTerms);

function anyOf(terms: readonly string[]): RegExp {
  return new RegExp(terms.toSorted((a, b) => b.length - a.length).join("|"), "gu");
}
