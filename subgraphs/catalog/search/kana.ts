/** Reads what is typed in kana only: きょういく is 教育, and たぶんかきょうせい three words in a row, which no analyser sees. */
import { foldWithPlaces } from "#kit/text/mark-text.ts";
import type { Synonyms } from "#kit/text/synonyms/synonyms.ts";
import { readWords } from "#kit/text/words/analyser.ts";
import type { Reading } from "./question.ts";
import { readingLinkTerm, readingTerm, wordTerm } from "./terms.ts";
import type { Unit, Way } from "./unit.ts";
import { synonymWays } from "./units.ts";
import { anyOf, partWays } from "./ways.ts";

/** A word of more kana than this is cut. */
const longestPart = 12;

/** Of one, a piece costs more the shorter it is; what is no word costs most, a particle little. */
const costOf = { word: 1, single: 2.5, particle: 0.6, unknown: 100 } as const;
const particles = new Set("ノヲニハガトデヘモヤ");

interface Piece {
  readonly text: string;
  readonly isWord: boolean;
  /** Where it begins. */
  readonly from: number;
}

/** Empty where the index knows no words that it could be made of. */
export async function readKana(text: string, { knownTerms, synonyms }: Reading): Promise<readonly Unit[]> {
  const { folded: kana, starts, ends } = foldWithPlaces(text);
  const parts = partsOf(kana);
  const known = await knownTerms(parts.flatMap((part) => [...readingsOf(part), wordTerm(part)]));
  const isWord = (part: string) => [...readingsOf(part), wordTerm(part)].some((term) => known.has(term));
  const pieces = cheapest(kana, isWord);
  if (pieces === undefined) return [];
  const words = pieces.filter((piece) => piece.isWord);
  const typed = ({ from, text: part }: Piece) => text.slice(starts[from], ends[from + part.length - 1]);
  const alternatives = await Promise.all(words.map((word) => synonymWaysOf(word.text, synonyms)));
  return words.flatMap((word, at) => [
    unitOf(word.text, typed(word), alternatives[at] ?? []),
    ...linkTo(words[at - 1]?.text, word.text),
  ]);
}

/** こども is 子ども, and めんきょ 免許. */
async function synonymWaysOf(kana: string, synonyms: Synonyms): Promise<readonly Way[]> {
  const found = synonyms.ofField(kana);
  const words = await readWords(found.map(({ text }) => text));
  return found.flatMap((synonym, at) => synonymWays(synonym, words[at] ?? []));
}

/** Within a long word the first sound of a part is voiced: 診療所 is read しんりょうじょ, and 所 しょ. */
function readingsOf(part: string): readonly string[] {
  const [first = "", rest = ""] = [part.slice(0, 1).normalize("NFD").slice(0, 1), part.slice(1)];
  return [...new Set([part, first + rest])].map(readingTerm);
}

function partsOf(kana: string): readonly string[] {
  const parts = new Set<string>();
  for (let from = 0; from < kana.length; from++) {
    for (let to = from + 1; to <= Math.min(kana.length, from + longestPart); to++) parts.add(kana.slice(from, to));
  }
  return [...parts];
}

interface Best {
  readonly cost: number;
  readonly pieces: readonly Piece[];
}

/** The way of cutting that costs least; undefined where some of it is no word. */
function cheapest(kana: string, isWord: (part: string) => boolean): readonly Piece[] | undefined {
  const best: Best[] = [{ cost: 0, pieces: [] }];
  for (let to = 1; to <= kana.length; to++) {
    const ends = Array.from({ length: Math.min(to, longestPart) }, (_, back) => to - back - 1).flatMap((from) => {
      const before = best[from];
      const part = kana.slice(from, to);
      const piece = pieceOf(part, isWord);
      return before
        ? [{ cost: before.cost + piece.cost, pieces: [...before.pieces, { text: part, isWord: piece.isWord, from }] }]
        : [];
    });
    best.push(ends.reduce((least, end) => (end.cost < least.cost ? end : least)));
  }
  const { cost = 0, pieces = [] } = best[kana.length] ?? {};
  return cost >= costOf.unknown ? undefined : pieces;
}

function pieceOf(part: string, isWord: (part: string) => boolean) {
  if (particles.has(part)) return { cost: costOf.particle, isWord: false };
  if (isWord(part)) return { cost: part.length === 1 ? costOf.single : costOf.word, isWord: true };
  return { cost: costOf.unknown * part.length, isWord: false };
}

function unitOf(part: string, typed: string, alternatives: readonly Way[]): Unit {
  const inside = part.length > 2 ? partWays("part", typed) : [];
  const own = [anyOf("exact", typed, [wordTerm(part)]), anyOf("reading", typed, readingsOf(part))];
  const strength = part.length === 1 ? 0.3 : 1;
  return { text: typed, strength, isRequired: false, isLink: false, ways: [...own, ...inside, ...alternatives] };
}

function linkTo(last: string | undefined, part: string): readonly Unit[] {
  if (last === undefined) return [];
  const way = anyOf("reading", `${last}${part}`, [readingLinkTerm(last, part)]);
  return [{ text: `${last}${part}`, strength: 1, isRequired: false, isLink: true, ways: [way] }];
}
