/** Mends a slip: finds the words of the index that what was typed may have been meant for. */
import { foldText } from "#kit/text/fold.ts";
import { foldWithPlaces } from "#kit/text/mark-text.ts";
import { readWordsOf } from "#kit/text/words/analyser.ts";
import { isOneEdit } from "./one-edit.ts";
import type { VocabularyWord } from "./vocabulary.ts";

export interface Mending {
  /** What stands before and after the slip, as it was typed. */
  readonly before: string;
  readonly after: string;
  readonly word: VocabularyWord;
}

/** The whole question, with the word in the place of the slip. */
export function mendedText({ before, word, after }: Mending, spelling = word.text): string {
  return `${before}${spelling}${after}`;
}

/** Of two characters, one wrong leaves nothing to know the word by. */
const shortestWord = 3;
const longestText = 60;
/** Candidates that are tried. */
export const mostMendings = 12;

type Likeness = Mending & { readonly same: number };

/** Words that sound the same first, then the longest, since they agree in most; words with a known beginning before others. */
export async function findMendings(typed: string, vocabulary: readonly VocabularyWord[]): Promise<readonly Mending[]> {
  const { folded, starts, ends } = foldWithPlaces(typed);
  const text = folded.slice(0, longestText);
  const { sound, unknown } = await placeWords(typed, text, vocabulary);
  const known = new Map<string, Likeness>();
  const add = (word: VocabularyWord, { from, to }: Window, same: number) => {
    const mending = { before: typed.slice(0, starts[from]), word, after: typed.slice(ends[to - 1]), same };
    const key = mendedText(mending);
    if (!known.has(key)) known.set(key, mending);
  };
  for (const word of vocabulary) {
    for (const place of unknown) if (word.isReading && word.text === place.reading) add(word, place, longestText);
    for (const slip of slipsFor(word.text, text)) {
      if (isSlip(sound, slip)) add(word, slip, Math.min(slip.to - slip.from, word.text.length));
    }
  }
  return [...known.values()].sort(byLikeness).slice(0, mostMendings);
}

/** Where the text has what the word may have been meant by. */
function slipsFor(word: string, text: string): readonly Window[] {
  if (word.length < shortestWord || !sharesEnd(word, text) || text.includes(word)) return [];
  return windowsOf(text, word.length).filter(({ from, to }) => {
    const window = text.slice(from, to);
    return sharesEnough(window, word) && isOneEdit(window, word);
  });
}

interface Window {
  readonly from: number;
  readonly to: number;
}

function windowsOf(text: string, length: number): readonly Window[] {
  return [length, length - 1, length + 1].flatMap((size) =>
    size < 2 || size > text.length
      ? []
      : Array.from({ length: text.length - size + 1 }, (_, from) => ({ from, to: from + size })),
  );
}

interface UnknownWord extends Window {
  /** 収納 sounds like 就農. */
  readonly reading: string;
}

interface Placed {
  /** Where words stand that the index has: a slip is not in them. */
  readonly sound: readonly Window[];
  readonly unknown: readonly UnknownWord[];
}

async function placeWords(typed: string, text: string, vocabulary: readonly VocabularyWord[]): Promise<Placed> {
  const known = new Set(vocabulary.map((word) => word.text));
  const [sound, unknown]: [Window[], UnknownWord[]] = [[], []];
  let next = 0;
  for (const { surface, form, reading } of await readWordsOf(typed)) {
    const folded = foldText(surface);
    const from = Math.max(text.indexOf(folded, next), next);
    next = from + folded.length;
    if (folded.length < 2) continue;
    if (known.has(form)) sound.push({ from, to: next });
    else if (reading.length >= shortestWord && reading !== form) unknown.push({ from, to: next, reading });
  }
  // Alone, a word that no record has is more likely another word than a slip: 機会 is not 機械.
  return { sound, unknown: sound.length > 0 ? unknown : [] };
}

/** A slip has something in it that is no word, and cuts no word apart. */
function isSlip(sound: readonly Window[], { from, to }: Window): boolean {
  const isCut = sound.some((word) => (word.from < from && from < word.to) || (word.from < to && to < word.to));
  const inside = sound.filter((word) => from <= word.from && word.to <= to);
  return !isCut && inside.reduce((sum, word) => sum + word.to - word.from, 0) < to - from;
}

/** Of all words that an index has, most have neither end in the text. */
function sharesEnd(word: string, text: string): boolean {
  return text.includes(word.charAt(0)) || text.includes(word.charAt(word.length - 1));
}

/** Either end of a word survives a slip. */
function sharesEnough(window: string, word: string): boolean {
  return window[0] === word[0] || window.at(-1) === word.at(-1);
}

function byLikeness(one: Likeness, other: Likeness): number {
  return (
    other.same - one.same ||
    Number(one.word.isReading) - Number(other.word.isReading) ||
    (mendedText(one) < mendedText(other) ? -1 : 1)
  );
}
