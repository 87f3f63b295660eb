/**
 * Cuts text into numbered tokens: each pair of Han characters, each word of katakana, Latin letters and digits; hiragana is dropped.
 * Numbers instead of texts, because a batch reads a hundred million tokens and shows a few thousand.
 */
import { foldText, foldWord } from "#kit/text/fold.ts";
import { toNfkc } from "#kit/text/nfkc.ts";

/** Part of every result's version: another way to cut gives other results. */
export const tokeniserVersion = "han-pairs-2";

/** A growing list of tokens: where each begins and ends in the normalised text, too. */
export interface TokenList {
  keys: Uint32Array;
  starts: Uint32Array;
  ends: Uint32Array;
  length: number;
}

export function createTokenList(): TokenList {
  return { keys: new Uint32Array(1024), starts: new Uint32Array(1024), ends: new Uint32Array(1024), length: 0 };
}

/** The text in which the places of tokens are counted. */
export function normaliseForTokens(text: string): string {
  return toNfkc(text).toLowerCase();
}

/** Replaces what the list held. `text` is normalised. */
export function tokenise(text: string, list: TokenList): TokenList {
  list.length = 0;
  let at = 0;
  while (at < text.length) {
    const kind = KINDS[text.charCodeAt(at)];
    let end = at + 1;
    while (end < text.length && KINDS[text.charCodeAt(end)] === kind) end += 1;
    if (kind === HAN) addPairs(text, at, end, list);
    else if (kind === KATAKANA) add(list, hashFolded(text, at, end), at, end);
    else if (kind === WORD) add(list, hashWord(text, at, end), at, end);
    at = end;
  }
  return list;
}

/** The key of a normalised phrase that is taken as one word. */
export function wholeKey(phrase: string): number {
  return hashFolded(phrase, 0, phrase.length);
}

const OTHER = 0;
const HAN = 1;
const KATAKANA = 2;
const WORD = 3;

/** By code unit. Halves of rare Han characters beyond the basic plane count as Han, so that they pair up like any. */
const KINDS = Uint8Array.from({ length: 0x10000 }, (_, unit) => kindOf(unit));

function kindOf(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdfff) return HAN;
  const character = String.fromCharCode(unit);
  if (/\p{Script=Han}/u.test(character)) return HAN;
  if (/[\p{Script=Katakana}ー]/u.test(character)) return KATAKANA;
  if (/\p{Script=Hiragana}/u.test(character)) return OTHER;
  return /[\p{L}\p{M}\p{N}]/u.test(character) ? WORD : OTHER;
}

/** ー at the end of a syllable makes no difference, nor does the size of kana; 0 is left out. */
const FOLDED = Uint16Array.from({ length: 0x10000 }, (_, unit) =>
  KINDS[unit] === KATAKANA ? foldText(String.fromCharCode(unit)).charCodeAt(0) * Number(unit !== 0x30fc) : unit,
);

function addPairs(text: string, from: number, to: number, list: TokenList): void {
  if (to - from === 1) add(list, text.charCodeAt(from), from, to);
  for (let at = from; at < to - 1; at++) {
    add(list, ((text.charCodeAt(at) << 16) | text.charCodeAt(at + 1)) >>> 0, at, at + 2);
  }
}

function add(list: TokenList, key: number, start: number, end: number): void {
  if (list.length === list.keys.length) grow(list);
  list.keys[list.length] = key;
  list.starts[list.length] = start;
  list.ends[list.length] = end;
  list.length += 1;
}

function grow(list: TokenList): void {
  for (const name of ["keys", "starts", "ends"] as const) {
    const larger = new Uint32Array(list[name].length * 2);
    larger.set(list[name]);
    list[name] = larger;
  }
}

function hashWord(text: string, from: number, to: number): number {
  const word = text.slice(from, to);
  return hashFolded(foldWord(word), 0, Number.POSITIVE_INFINITY);
}

/** FNV-1a, moved to where no pair of Han characters is. */
function hashFolded(text: string, from: number, to: number): number {
  const end = Math.min(to, text.length);
  let hash = 0x811c9dc5;
  for (let at = from; at < end; at++) {
    const unit = FOLDED[text.charCodeAt(at)] ?? 0;
    if (unit !== 0) hash = Math.imul(hash ^ unit, 0x01000193);
  }
  return (hash | 0xa0000000) >>> 0;
}
