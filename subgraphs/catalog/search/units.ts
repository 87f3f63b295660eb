/** Makes the units of a question: of each item one, and of each place where two parts of a long word meet. */

import type { Item } from "#kit/text/synonyms/items.ts";
import type { Synonym, Synonyms } from "#kit/text/synonyms/synonyms.ts";
import { readWords } from "#kit/text/words/analyser.ts";
import { isFormWord } from "#kit/text/words/form-words.ts";
import { isContent, type Word, type WordKind } from "#kit/text/words/word.ts";
import { linkTerm, wordTerm } from "./terms.ts";
import type { Unit, Way, WayKind } from "./unit.ts";
import { anyOf, partWays, readingWays, wordWay, wordWays } from "./ways.ts";

/** Of one word, the certain ones first. */
const mostSynonyms = 32;

/** What is known of an item beside itself. */
interface Known {
  readonly item: Item;
  readonly synonyms: readonly { readonly synonym: Synonym; readonly words: readonly Word[] }[];
}

/** Of a sentence, phrases count by their words, too: hardly any record says them in its words. */
export async function unitsOf(
  items: readonly Item[],
  synonyms: Synonyms,
  isSentence: boolean,
): Promise<readonly Unit[]> {
  const known = await readSynonyms(items, synonyms);
  const isAlone = items.length === 1;
  return known.flatMap((each, at) => {
    const last = known[at - 1];
    const link = each.item.isJoined && last ? linkUnit(last, each) : undefined;
    const parts = isSentence ? partUnits(each.item) : [];
    return [unitOf(each, isAlone), ...(link ? [link] : []), ...parts];
  });
}

/** What the words of a phrase weigh beside the phrase. */
const partShare = 0.5;

function partUnits({ words }: Item): readonly Unit[] {
  const content = words.filter((word) => isContent(word) && word.kind !== "affix" && !isFormWord(word));
  if (words.length < 2) return [];
  return content.map((word) => ({
    text: word.surface,
    strength: partShare * strengthOf([word]),
    isRequired: false,
    isLink: false,
    ways: ownWays({ words: [word], text: word.surface }, false),
  }));
}

async function readSynonyms(items: readonly Item[], synonyms: Synonyms): Promise<readonly Known[]> {
  const general = await synonyms.ofLanguage(items.map(({ text }) => text));
  const found = items.map((item, at) => synonymsOf(item, general[at] ?? [], synonyms).slice(0, mostSynonyms));
  const words = await readWords(found.flat().map(({ text }) => text));
  let next = 0;
  return items.map((item, at) => ({
    item,
    synonyms: (found[at] ?? []).map((synonym) => ({ synonym, words: words[next++] ?? [] })),
  }));
}

function synonymsOf(item: Item, general: readonly Synonym[], synonyms: Synonyms): readonly Synonym[] {
  const ofLanguage = isLexical(item) ? general : [];
  if (item.entry === undefined) return [...ofLanguage, ...synonyms.beyond(ofLanguage.map(({ text }) => text))];
  return [...synonyms.ofField(item.entry), ...ofLanguage, ...synonyms.distant(item.entry)];
}

/** A dictionary of the whole language is asked about words that name something. */
function isLexical({ words }: Item): boolean {
  return words.some(({ kind }) => kind === "noun" || kind === "letters") && !words.every(isFormWord);
}

function unitOf({ item, synonyms }: Known, isAlone: boolean): Unit {
  const { words, text } = item;
  return {
    text,
    strength: strengthOf(words),
    isRequired: false,
    isLink: false,
    ways: [...ownWays(item, isAlone), ...synonyms.flatMap(({ synonym, words: read }) => synonymWays(synonym, read))],
  };
}

function ownWays({ words, text }: Pick<Item, "words" | "text">, isAlone: boolean): readonly Way[] {
  const content = words.filter(isContent);
  const [first] = content;
  if (content.length > 1) {
    const apart = content
      .filter((word) => !isFormWord(word) && word.kind !== "affix")
      .map((word) => wordTerm(word.form));
    return [...wordWays("exact", text, words), ...partWays("part", text), anyOf("apart", text, apart)];
  }
  if (first === undefined) return partWays("part", text);
  const part = canBePart(first, isAlone) ? partWays("part", text) : [];
  return [wordWay("exact", text, first), ...part, ...readingWays(first), ...plainVerbWays(first)];
}

/** A single character begins many a word: 業 alone asks for all of them, beside other words it does not. */
function canBePart({ kind, form }: Word, isAlone: boolean): boolean {
  if (kind === "verb" || kind === "adjective" || kind === "letters") return false;
  return isAlone || [...form].length > 1;
}

/** 働ける is what 働く can be: of a verb that says that something can be done, the verb itself. */
function plainVerbWays({ kind, form, surface }: Word): readonly Way[] {
  const [, stem, vowel = ""] = kind === "verb" ? (/^(.+)([エケゲセテネベメレ])ル$/u.exec(form) ?? []) : [];
  const plain = plainEndings[vowel];
  return stem && plain ? [anyOf("part", surface, [wordTerm(stem + plain)])] : [];
}

const plainEndings: Readonly<Record<string, string>> = {
  エ: "ウ",
  ケ: "ク",
  ゲ: "グ",
  セ: "ス",
  テ: "ツ",
  ネ: "ヌ",
  ベ: "ブ",
  メ: "ム",
  レ: "ル",
};

const kindOfSynonym: Readonly<Record<Synonym["kind"], WayKind>> = {
  same: "synonym",
  narrower: "narrower",
  wider: "wider",
  general: "general",
  distant: "distant",
};

export function synonymWays({ text, kind }: Synonym, words: readonly Word[]): readonly Way[] {
  const way = kindOfSynonym[kind];
  const content = words.filter(isContent);
  const [only] = content;
  if (content.length === 1 && only) return [wordWay(way, text, only)];
  // In a text of several words the analyser may cut otherwise than here; its characters are the same.
  return partWays(way, text);
}

const strengths: Readonly<Partial<Record<WordKind, number>>> = {
  noun: 1,
  letters: 1,
  number: 0.5,
  verb: 0.5,
  adjective: 0.4,
  adverb: 0.25,
  affix: 0.25,
};

/** A word of form beside this much of another. */
const formShare = 0.25;

function strengthOf(words: readonly Word[]): number {
  return Math.max(...words.map((word) => (strengths[word.kind] ?? 0.1) * (isFormWord(word) ? formShare : 1)));
}

/** Combinations of what two items may be called that are looked for side by side. */
const mostLinks = 24;

/** That two parts of a long word stand side by side, whatever each is called. */
function linkUnit(one: Known, other: Known): Unit {
  const lasts = formsAt(one, -1);
  const firsts = formsAt(other, 0);
  const links = lasts.flatMap((last) => firsts.map((first) => linkTerm(last, first))).slice(0, mostLinks);
  const seam = `${one.item.text.slice(-1)}${other.item.text.slice(0, 1)}`;
  return {
    text: `${one.item.text}${other.item.text}`,
    strength: Math.min(strengthOf(one.item.words), strengthOf(other.item.words)),
    isRequired: false,
    isLink: true,
    ways: [anyOf("exact", seam, links), ...partWays("part", seam)],
  };
}

function formsAt({ item, synonyms }: Known, place: 0 | -1): readonly string[] {
  const alternatives = [
    item.words,
    ...synonyms.filter(({ synonym }) => synonym.kind === "same").map(({ words }) => words),
  ];
  return alternatives.flatMap((words) => words.filter(isContent).at(place)?.form ?? []);
}
