/** Cuts a text into what it is about: words, and phrases that a list of synonyms has as one. */
import { foldText } from "../fold.ts";
import { isAskingWord } from "../words/form-words.ts";
import { isContent, type Word } from "../words/word.ts";
import type { Synonyms } from "./synonyms.ts";

export interface Item {
  readonly words: readonly Word[];
  /** As it was typed. */
  readonly text: string;
  /** The form under which the list of synonyms knows it; undefined where it does not. */
  readonly entry: string | undefined;
  /** Whether nothing stands between it and the item before: they are parts of one long word. */
  readonly isJoined: boolean;
}

/** A phrase of more words than this is in no list. */
const longestPhrase = 8;

export function cutItems(words: readonly Word[], synonyms: Synonyms): readonly Item[] {
  const items: Item[] = [];
  let last: Item | undefined;
  for (let at = 0; at < words.length; ) {
    const item = itemAt(words, at, synonyms);
    const joined = item && { ...item, isJoined: last !== undefined && isPartOfName(last) && isPartOfName(item) };
    if (joined) items.push(joined);
    last = joined;
    at += joined?.words.length ?? 1;
  }
  const wanted = items.filter((item) => !isAsking(item));
  return wanted.length > 0 ? wanted : items;
}

/** Nouns beside each other are one long word; a verb beside a noun is a clause. */
function isPartOfName({ words }: Pick<Item, "words">): boolean {
  return words.every(({ kind }) => kind !== "verb" && kind !== "adjective" && kind !== "adverb");
}

function isAsking({ words }: Item): boolean {
  return words.every(isAskingWord);
}

function itemAt(words: readonly Word[], at: number, synonyms: Synonyms): Omit<Item, "isJoined"> | undefined {
  const [first] = words.slice(at, at + 1);
  if (first === undefined || first.kind === "break" || !/[\p{L}\p{N}]/u.test(first.surface)) return undefined;
  for (let length = Math.min(longestPhrase, words.length - at); length > 0; length--) {
    const phrase = words.slice(at, at + length);
    const entry = entryOf(phrase, synonyms);
    if (entry !== undefined) return { words: phrase, text: textOf(phrase), entry };
  }
  return isContent(first) ? { words: [first], text: first.surface, entry: undefined } : undefined;
}

/** As it stands, or with its last word in the form that a dictionary has: お金を借り, お金を借りる. */
function entryOf(phrase: readonly Word[], synonyms: Synonyms): string | undefined {
  const last = phrase.at(-1);
  if (last === undefined) return undefined;
  const before = textOf(phrase.slice(0, -1));
  const forms = [foldText(before + last.surface), foldText(before) + last.form];
  return forms.find((form) => synonyms.ofField(form).length > 0);
}

function textOf(words: readonly Word[]): string {
  return words.map(({ surface }) => surface).join("");
}
