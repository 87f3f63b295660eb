/** The simplest thing that one could write: count the pairs of neighbouring characters that two texts share. */
import type { CatalogueMeasure } from "./catalogue.ts";
import type { Contender, RankedPair } from "./finders.ts";

/** The distinct pairs of neighbouring characters of a text; a word of one character is its own pair. */
export function toPairs(text: string): ReadonlySet<string> {
  const words = text
    .normalize("NFKC")
    .toLowerCase()
    .split(/[^\p{L}\p{N}ー々]+/u);
  return new Set(words.filter(Boolean).flatMap(pairsOfWord));
}

/** Shows every measure with a shared pair, and calls all that it shows 似ている: it has no line below which it is silent. */
export function createSharedPairs(measures: readonly CatalogueMeasure[]): Contender {
  const read = measures.map(({ id, title, summary }) => ({ id, pairs: toPairs(`${title} ${summary}`) }));
  const rank = (score: (pairs: ReadonlySet<string>) => number) =>
    read
      .map(({ id, pairs }) => ({ id, score: score(pairs) }))
      .filter((hit) => hit.score > 0)
      .sort((one, other) => other.score - one.score)
      .map((hit) => hit.id);
  return {
    name: "shared character pairs",
    search: async (query) => rank((pairs) => countShared(toPairs(query), pairs)),
    ahead: async ({ title, summary }) => {
      const plan = toPairs(`${title} ${summary}`);
      return rank((pairs) => toDice(plan, pairs)).map((id) => ({ id, grade: "SIMILAR" }));
    },
    overlap: async () => rankPairs(read),
  };
}

function pairsOfWord(word: string): string[] {
  const letters = [...word];
  return letters.length === 1 ? letters : letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
}

function countShared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return [...one].filter((pair) => other.has(pair)).length;
}

function toDice(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const size = one.size + other.size;
  return size === 0 ? 0 : (2 * countShared(one, other)) / size;
}

type ReadMeasure = { readonly id: string; readonly pairs: ReadonlySet<string> };

function rankPairs(read: readonly ReadMeasure[]): readonly RankedPair[] {
  return read
    .flatMap((one, index) =>
      read.slice(index + 1).map((other) => ({ a: one.id, b: other.id, score: toDice(one.pairs, other.pairs) })),
    )
    .sort((one, other) => other.score - one.score)
    .map(({ a, b }) => ({ a, b }));
}
