/** What words of the field mean: 先生 is 教員, and リスキリング lies in the wider concept of 人材育成. */
import type { SynonymRow } from "#kit/text/synonyms/read-synonyms.ts";
import { normaliseForTokens, wholeKey } from "../overlap/tokens.ts";

export interface Concept {
  readonly key: number;
  /** From 0 to 1: the word's own concept says all, what else it may be called less. */
  readonly share: number;
}

const shareOfSame = 0.8;
const shareOfWider = 0.6;

/** By word, normalised: its own concept and that of the words under which the list has it, so that two names of one thing meet in it. */
export function createConcepts(rows: readonly SynonymRow[]): ReadonlyMap<string, readonly Concept[]> {
  const concepts = new Map<string, Map<number, Concept>>();
  const note = (word: string, of: string, share: number) => {
    const key = wholeKey(`=${of}`);
    const known = concepts.get(word) ?? new Map<number, Concept>();
    concepts.set(word, known.set(key, { key, share: Math.max(known.get(key)?.share ?? 0, share) }));
  };
  for (const row of rows) {
    const [term, synonym] = [normaliseForTokens(row.term), normaliseForTokens(row.synonym)];
    note(term, term, 1);
    note(synonym, synonym, 1);
    if (row.kind === "wider") note(term, synonym, shareOfWider);
    else note(synonym, term, row.kind === "same" ? shareOfSame : shareOfWider);
  }
  return new Map([...concepts].map(([word, each]) => [word, [...each.values()]]));
}
