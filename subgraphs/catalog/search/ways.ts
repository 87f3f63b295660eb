/** Makes the ways in which a record can meet a word. */
import { foldText } from "#kit/text/fold.ts";
import { isContent, type Word } from "#kit/text/words/word.ts";
import { letterTerms, linkTerm, pairTerms, readingTerm, runsOf, wordTerm } from "./terms.ts";
import type { Way, WayKind } from "./unit.ts";

/** Its characters stand there, whether as a word or within one. Nothing for what has none of Japanese. */
export function partWays(kind: WayKind, text: string): readonly Way[] {
  const folded = foldText(text);
  const pairs = [...pairTerms(folded), ...letterTerms(folded)];
  if (pairs.length > 0) return [allTerms(kind, text, pairs)];
  return runsOf(folded).map((run) => anyOf(kind, text, [run], { prefix: true }));
}

/** The words in their order, with what may stand between. */
export function wordWays(kind: WayKind, text: string, words: readonly Word[]): readonly Way[] {
  const content = words.filter(isContent);
  const [first] = content;
  if (first === undefined) return [];
  if (content.length === 1) return [wordWay(kind, text, first)];
  const links = content.slice(1).map((word, at) => linkTerm(content[at]?.form ?? "", word.form));
  return [allTerms(kind, text, [...content.flatMap(indexedTerm), ...links])];
}

export function wordWay(kind: WayKind, text: string, word: Word): Way {
  const isLetters = word.kind === "letters" || word.kind === "number";
  return anyOf(kind, text, [isLetters ? word.form : wordTerm(word.form)], { prefix: isLetters });
}

/** Of letters and numbers the term is what a search finds by its beginning, and it need not be asked for beside its link. */
function indexedTerm({ kind, form }: Word): readonly string[] {
  return kind === "letters" || kind === "number" ? [] : [wordTerm(form)];
}

const IS_KANA = /^\p{Script=Katakana}+$/u;

/** What is typed in kana may stand in kanji, and what is typed in kanji may stand in kana. */
export function readingWays({ surface, form, reading, kind }: Word): readonly Way[] {
  if (kind === "affix") return [];
  if (IS_KANA.test(form)) return form.length < 2 ? [] : [anyOf("reading", surface, [readingTerm(form)])];
  return reading.length < 3 ? [] : [anyOf("reading", surface, [wordTerm(reading)])];
}

export function allTerms(kind: WayKind, text: string, terms: readonly string[]): Way {
  return { kind, text, terms: [...new Set(terms)], needs: "all", prefix: false };
}

export function anyOf(kind: WayKind, text: string, terms: readonly string[], { prefix = false } = {}): Way {
  return { kind, text, terms: [...new Set(terms)], needs: "any", prefix };
}
