/** Cuts a text into the words that cost least together, as MeCab does: what each costs, and what it costs that one follows another. */
import type { Category } from "./categories.ts";
import type { Features } from "./features.ts";
import { Lattice } from "./lattice.ts";
import type { Dictionary } from "./read-dictionary.ts";

export interface Token {
  readonly surface: string;
  /** Undefined of what the dictionary does not have. */
  readonly features: Features | undefined;
}

export type Tokenize = (text: string) => readonly Token[];

/** No word goes on after a full stop, and what has none is cut so that memory has a bound. */
const parts = /[^。、\n]{0,1000}[。、\n]|[^。、\n]{1,1000}/gu;

export function createTokenizer(dictionary: Dictionary): Tokenize {
  return (text) => (text.match(parts) ?? []).flatMap((part) => tokenizePart(dictionary, part));
}

function tokenizePart(dictionary: Dictionary, text: string): readonly Token[] {
  const lattice = new Lattice(dictionary.connections, text.length);
  for (const { place, ends, category } of charactersOf(dictionary, text)) {
    if (!lattice.isReached(place)) continue;
    const isKnown = addKnown(dictionary, lattice, text, place);
    if (category && (!isKnown || category.isAlwaysTried)) {
      for (const to of ends) lattice.add({ from: place, to, number: category.id }, dictionary.unknown, false);
    }
  }
  return lattice.cheapest().map(({ from, to, entry }) => ({
    surface: text.slice(from, to),
    features: entry === undefined ? undefined : dictionary.features.get(entry, dictionary.known.leftId(entry)),
  }));
}

function addKnown({ trie, known }: Dictionary, lattice: Lattice, text: string, from: number): boolean {
  let isKnown = false;
  trie.findFrom(text, from, (number, to) => {
    lattice.add({ from, to, number }, known, true);
    isKnown = true;
  });
  return isKnown;
}

interface Character {
  readonly place: number;
  readonly category: Category | undefined;
  /** Where a word that is in no dictionary may end if it begins here. */
  readonly ends: readonly number[];
}

/** Looked at from the end, so that each knows how far its kind of writing goes on. */
function charactersOf({ categories }: Dictionary, text: string): readonly Character[] {
  const characters: Character[] = [];
  let [place, runEnd, next]: [number, number, Category | undefined] = [text.length, text.length, undefined];
  for (const character of [...text].reverse()) {
    const category = categories.of(character);
    if (category !== next) runEnd = place;
    const to = place;
    place -= character.length;
    next = category;
    characters.push({ place, category, ends: endsOf(category, { place, to, runEnd }) });
  }
  return characters.reverse();
}

interface Run {
  readonly place: number;
  readonly to: number;
  readonly runEnd: number;
}

function endsOf(category: Category | undefined, { place, to, runEnd }: Run): readonly number[] {
  const most = Math.min(category?.longest ?? 0, runEnd - place);
  const short = Array.from({ length: most }, (_, at) => place + at + 1);
  return [...new Set([to, ...short.filter((end) => end > to), ...(category?.isGrouped ? [runEnd] : [])])];
}
