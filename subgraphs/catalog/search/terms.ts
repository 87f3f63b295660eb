/** What a text is found by: its words, their readings, which stand side by side, and its pairs of characters. */
import { foldText, foldWord } from "#kit/text/fold.ts";
import { isContent, type Word } from "#kit/text/words/word.ts";

/** A word longer than this is no word; it is found by its beginning. */
const longestWord = 60;

const JAPANESE = /[\p{Script=Han}\p{Script=Katakana}]+/gu;
const LETTERS = /\p{N}+|[[\p{L}\p{M}]--[\p{Script=Han}\p{Script=Katakana}]]+/gv;
const HAS_HAN = /\p{Script=Han}/u;
const IS_KANA = /^\p{Script=Katakana}+$/u;

/** The word as a whole, in its dictionary form. */
export function wordTerm(form: string): string {
  return `=${cut(form)}`;
}

/** Any word of kanji that is read so. */
export function readingTerm(reading: string): string {
  return `~${cut(reading)}`;
}

/** One word right after another; particles between them make no difference. */
export function linkTerm(form: string, next: string): string {
  return `+${cut(form)}+${cut(next)}`;
}

/** The same of how they are read. */
export function readingLinkTerm(reading: string, next: string): string {
  return `~${cut(reading)}+${cut(next)}`;
}

/** The overlapping pairs of characters of each run of Japanese; `text` is folded. */
export function pairTerms(text: string): readonly string[] {
  return runsOf(text).flatMap(pairsOf);
}

/** Words of Latin letters and numbers; `text` is folded. */
export function letterTerms(text: string): readonly string[] {
  return (text.match(LETTERS) ?? []).map((word) => cut(foldWord(word)));
}

export function runsOf(text: string): readonly string[] {
  return text.match(JAPANESE) ?? [];
}

/** The terms of a text, as often as they occur. The last character of a run is a term, so that each single one is the beginning of some term. */
export function textTerms(text: string, words: readonly Word[]): readonly string[] {
  const folded = foldText(text);
  const pairs = runsOf(folded).flatMap((run) => [...pairsOf(run), [...run].at(-1) ?? ""]);
  return [...pairs, ...letterTerms(folded), ...wordTerms(words)];
}

function wordTerms(words: readonly Word[]): readonly string[] {
  const terms: string[] = [];
  let last: Word | undefined;
  for (const word of words) {
    if (word.kind === "break") last = undefined;
    if (!isContent(word)) continue;
    terms.push(...termsOfWord(word), ...(last ? linksOf(last, word) : []));
    last = word;
  }
  return terms;
}

function termsOfWord({ kind, form, reading }: Word): readonly string[] {
  // Letters and numbers are terms already, and found by their beginning.
  if (kind === "letters" || kind === "number") return [];
  return HAS_HAN.test(form) && reading !== "" ? [wordTerm(form), readingTerm(reading)] : [wordTerm(form)];
}

function linksOf(last: Word, next: Word): readonly string[] {
  const readings = [last, next].map(soundOf);
  const [one, other] = readings;
  const written = linkTerm(last.form, next.form);
  return one && other ? [written, readingLinkTerm(one, other)] : [written];
}

function soundOf({ form, reading }: Word): string {
  return IS_KANA.test(form) ? form : reading;
}

function pairsOf(run: string): readonly string[] {
  const characters = [...run];
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

function cut(word: string): string {
  return [...word].slice(0, longestWord).join("");
}
