/** What a measure says it does, as weighted words: names and figures gone, words of form nearly so, and what the field calls by several words as one. */
import type { Model } from "../overlap/model.ts";
import type { OverlapRecord } from "../overlap/record.ts";
import { createTokenList, normaliseForTokens, tokenise } from "../overlap/tokens.ts";
import type { Concept } from "./concepts.ts";
import { figures, formTerms, groupTerms } from "./form-words.ts";
import { createTermFinder, type FindTerms } from "./term-finder.ts";

export interface Content {
  /** By key of the word. */
  readonly weights: ReadonlyMap<number, number>;
  /** The sum of their squares. */
  readonly square: number;
}

export type ReadContent = (record: Pick<OverlapRecord, "title" | "purpose" | "description">) => Content;

type Meaning = "name" | "form" | "group" | readonly Concept[];

export interface Vocabulary {
  /** Of places, offices and bodies. */
  readonly names: Iterable<string>;
  readonly concepts: ReadonlyMap<string, readonly Concept[]>;
}

const fieldWeights = { title: 1.5, purpose: 0.8, description: 1 } as const;
const fields = ["title", "purpose", "description"] as const;
const formWeight = 0.02;
/** Whom a measure is for is compared by its groups; what its texts call them says it once more. */
const groupWeight = 0.4;

export function createContentReader(model: Model, { names, concepts }: Vocabulary): ReadContent {
  const find = createTermFinder<Meaning>([
    ...[...names].map((name) => [name, "name"] as const),
    ...formTerms.map((term) => [term, "form"] as const),
    ...groupTerms.map((term) => [term, "group"] as const),
    ...concepts,
  ]);
  const list = createTokenList();
  // From 0, what every measure says, to 1, so that the same cuts hold in a small collection and in a large one.
  const whole = Math.log(model.records + 1) || 1;
  const rarityOf = (key: number) => Math.log((model.records + 1) / (model.words.get(key) + 1)) / whole;
  const wordsOf = (text: string, share: number): readonly Weighed[] =>
    keysOf(text, list).map((key) => ({ key, weight: share * rarityOf(key) }));
  const termWords = (piece: string, meaning: Meaning): readonly Weighed[] => {
    if (meaning === "name") return [];
    if (meaning === "form") return keysOf(piece, list).map((key) => ({ key, weight: formWeight }));
    if (meaning === "group") return wordsOf(piece, groupWeight);
    const weight = rarest(keysOf(piece, list).map(rarityOf)) ?? usual;
    return meaning.map(({ key, share }) => ({ key, weight: share * weight }));
  };
  return (record) => {
    const weights = new Map<number, number>();
    for (const field of fields) {
      const text = normaliseForTokens(record[field] ?? "").replace(figures, " ");
      const found = find(text);
      const words = [
        ...found.flatMap(({ start, end, meaning }) => termWords(text.slice(start, end), meaning)),
        ...wordsOf(withoutTerms(text, found), 1),
      ];
      // Of several places the one where it counts most.
      for (const { key, weight } of words)
        weights.set(key, Math.max(weights.get(key) ?? 0, fieldWeights[field] * weight));
    }
    return { weights, square: squareOf(weights) };
  };
}

interface Weighed {
  readonly key: number;
  readonly weight: number;
}

function rarest(rarities: readonly number[]): number | undefined {
  return rarities.length === 0 ? undefined : Math.max(...rarities);
}

/** Of what is written in hiragana only, of which the model counts nothing. */
const usual = 0.5;

function keysOf(text: string, list: ReturnType<typeof createTokenList>): readonly number[] {
  const { keys, length } = tokenise(text, list);
  return [...keys.subarray(0, length)];
}

/** Names and words of form go; what a concept is written in stays, since its parts may be in other words. */
function withoutTerms(text: string, found: ReturnType<FindTerms<Meaning>>): string {
  let rest = "";
  let from = 0;
  for (const { start, end, meaning } of found) {
    if (typeof meaning !== "string") continue;
    rest += `${text.slice(from, start)} `;
    from = end;
  }
  return rest + text.slice(from);
}

function squareOf(weights: ReadonlyMap<number, number>): number {
  let square = 0;
  for (const weight of weights.values()) square += weight * weight;
  return square;
}

/** What two contents have in common, the same both ways round. */
export interface SharedContent {
  /** From 0 to 1: the cosine. */
  readonly likeness: number;
  /** How much is said alike, however long the texts are: one usual word is little. */
  readonly mass: number;
}

export function compareContents(one: Content, other: Content): SharedContent {
  const [few, many] = one.weights.size <= other.weights.size ? [one, other] : [other, one];
  let mass = 0;
  for (const [key, weight] of few.weights) mass += weight * (many.weights.get(key) ?? 0);
  const whole = Math.sqrt(one.square * other.square);
  return { likeness: whole === 0 ? 0 : mass / whole, mass };
}
