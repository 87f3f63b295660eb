/** Cuts text into what is searched for: pairs of characters where Japanese has no blanks, words elsewhere. */
import { foldText, foldWord } from "#kit/text/fold.ts";

/** What a query asks for: a token, or anything that begins so. */
export interface QueryToken {
  readonly text: string;
  readonly prefix: boolean;
}

/** Characters of a query beyond this are not read, nor tokens beyond that: a search is a phrase, not a book. */
const longestQuery = 200;
const mostQueryTokens = 24;
/** A word longer than this is no word; it is found by its beginning. */
const longestWord = 60;

const RUNS = /\p{Script=Han}+|\p{Script=Katakana}+|\p{N}+|[\p{L}\p{M}]+/gu;
const PAIRED = /^[\p{Script=Han}\p{Script=Katakana}]/u;

/**
 * The tokens of a text, as often as they occur. A run of Han characters or kana gives its overlapping pairs and its last
 * character, so that every single character is the beginning of some token.
 */
export function textTokens(text: string): readonly string[] {
  return runsOf(text).flatMap((run) => (PAIRED.test(run) ? [...pairsOf(run), [...run].at(-1) ?? ""] : [wordOf(run)]));
}

/** The tokens of a query, each once. Nothing searchable, such as punctuation only, gives none. */
export function queryTokens(text: string): readonly QueryToken[] {
  const tokens = runsOf(text.slice(0, longestQuery)).flatMap(tokensOfRun);
  const kept = tokens.length > 1 ? tokens.filter((token) => !isParticle(token)) : tokens;
  const distinct = new Map((kept.length > 0 ? kept : tokens).map((token) => [`${token.text} ${token.prefix}`, token]));
  return [...distinct.values()].slice(0, mostQueryTokens);
}

function tokensOfRun(run: string): readonly QueryToken[] {
  if (!PAIRED.test(run)) return [{ text: wordOf(run), prefix: true }];
  const pairs = pairsOf(run);
  return pairs.length === 0 ? [{ text: run, prefix: true }] : pairs.map((pair) => ({ text: pair, prefix: false }));
}

/** の, を, に beside other words say nothing about what is looked for. */
function isParticle({ text, prefix }: QueryToken): boolean {
  return prefix && /^\p{Script=Katakana}$/u.test(text);
}

function runsOf(text: string): readonly string[] {
  return foldText(text).match(RUNS) ?? [];
}

function pairsOf(run: string): readonly string[] {
  const characters = [...run];
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

function wordOf(run: string): string {
  return [...foldWord(run)].slice(0, longestWord).join("");
}
