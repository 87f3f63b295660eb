/** Says why a record was found: which words it has, what led to the others, and where they stand. */
import type { ContractInput } from "#kit/records/record.ts";
import { foldText } from "#kit/text/fold.ts";
import { markText, type TextFragment } from "#kit/text/mark-text.ts";
import { readWords } from "#kit/text/words/analyser.ts";
import type { Word } from "#kit/text/words/word.ts";
import { countedPlan, type SearchPlan } from "./plan.ts";
import { readTerms } from "./postings.ts";
import { type SearchedField, type SearchedText, searchedTexts } from "./searched-texts.ts";
import { readingTerm, wordTerm } from "./terms.ts";
import { type Unit, type Way, type WayKind, worths } from "./unit.ts";

export interface SearchMatch {
  readonly isComplete: boolean;
  /** Whether counts and facets tell of it. */
  readonly isCounted: boolean;
  readonly missing: readonly string[];
  readonly reasons: readonly SearchReason[];
  readonly highlights: readonly SearchHighlight[];
}

export interface SearchReason {
  readonly typed: string;
  readonly found: string;
  readonly kind: Uppercase<WayKind>;
}

export interface SearchHighlight {
  readonly field: SearchedField;
  readonly fragments: readonly TextFragment[];
}

export async function explainMatch(plan: SearchPlan, contract: ContractInput): Promise<SearchMatch> {
  const { units } = plan;
  const terms = await readTerms(contract);
  const texts = await readTexts(contract);
  const words = units.filter(({ isLink }) => !isLink);
  const met = words.flatMap((unit) => metBy(unit, terms) ?? []);
  const isMissing = (unit: Unit) => unit.strength >= telling && metBy(unit, terms) === undefined;
  const missing = words.filter(isMissing).map(({ text }) => text);
  return {
    isComplete: missing.length === 0,
    isCounted: coverOf(countedPlan(plan), terms) >= plan.needed,
    missing: [...new Set(missing)],
    reasons: met.map(({ unit, way }) => ({ typed: unit.text, found: foundBy(way, texts), kind: inCapitals(way.kind) })),
    highlights: texts.flatMap((text) =>
      highlight(
        text,
        met.map(({ way }) => way),
      ),
    ),
  };
}

/** How much of the question a record with these terms meets, as the statement of the search sums it up. */
function coverOf({ units }: SearchPlan, terms: ReadonlySet<string>): number {
  return units.reduce((sum, { ways, weight }) => {
    const covers = ways.filter((way) => isMet(way, terms)).map(({ kind }) => Math.round(weight * worths[kind].cover));
    return sum + Math.max(0, ...covers);
  }, 0);
}

/** A text of the record with its words. */
interface ReadText extends SearchedText {
  readonly words: readonly Word[];
}

async function readTexts(contract: ContractInput): Promise<readonly ReadText[]> {
  const texts = searchedTexts(contract);
  const words = await readWords(texts.map(({ text }) => text));
  return texts.map((text, at) => ({ ...text, words: words[at] ?? [] }));
}

/** きょういく stands there as 教育. */
function foundBy(way: Way, texts: readonly ReadText[]): string {
  if (way.kind !== "reading") return way.text;
  const words = texts.flatMap((text) => text.words);
  return words.find(isMeant(way.terms))?.surface ?? way.text;
}

function isMeant(terms: readonly string[]): (word: Word) => boolean {
  return ({ form, reading }) => terms.includes(wordTerm(form)) || terms.includes(readingTerm(reading));
}

/** That a record lacks 支援 is worth no word. */
const telling = 0.3;

interface Met {
  readonly unit: Unit;
  readonly way: Way;
}

/** The way that counts most of those in which the record meets the unit. */
function metBy(unit: Unit, terms: ReadonlySet<string>): Met | undefined {
  const ways = unit.ways.filter((way) => isMet(way, terms));
  const [best] = ways.toSorted((one, other) => worths[other.kind].score - worths[one.kind].score);
  return best && { unit, way: best };
}

function isMet({ terms: wanted, needs, prefix }: Way, terms: ReadonlySet<string>): boolean {
  if (prefix) return wanted.some((term) => [...terms].some((each) => each.startsWith(term)));
  return needs === "all" ? wanted.every((term) => terms.has(term)) : wanted.some((term) => terms.has(term));
}

function highlight({ field, text, words }: ReadText, ways: readonly Way[]): readonly SearchHighlight[] {
  const fragments = field === "CLASSIFICATION" ? [] : markText(text, needlesIn(words, ways));
  return fragments.some(({ isMarked }) => isMarked) ? [{ field, fragments }] : [];
}

/** What is marked: the words that were met as they stand in this text, and what was typed. */
function needlesIn(words: readonly Word[], ways: readonly Way[]): readonly string[] {
  const surfaces = words.filter(isMeant(ways.flatMap((way) => way.terms))).map(({ surface }) => surface);
  return [...surfaces, ...ways.map(({ text }) => text)].map(foldText);
}

function inCapitals(kind: WayKind): Uppercase<WayKind> {
  return kind.toUpperCase() as Uppercase<WayKind>;
}
