/** What a record is found by: its terms, each with what it says about the record. */
import type { ContractInput } from "#kit/records/record.ts";
import { readWords } from "#kit/text/words/analyser.ts";
import { searchedTexts } from "./searched-texts.ts";
import { textTerms } from "./terms.ts";

export interface Posting {
  readonly token: string;
  readonly impact: number;
}

/** As in BM25. The usual length stands for the average one: an average that moved with each change would move every page. */
const saturation = 1.2;
const lengthShare = 0.75;
const usualLength = 400;
const impactScale = 1000;

/** Of each record, in their order. @throws where the analyser cannot be loaded */
export async function readPostings(contracts: readonly ContractInput[]): Promise<readonly (readonly Posting[])[]> {
  return (await countTerms(contracts)).map(toPostings);
}

/** Of one record. */
export async function readTerms(contract: ContractInput): Promise<ReadonlySet<string>> {
  const [counts] = await countTerms([contract]);
  return new Set(counts?.keys());
}

type Counts = ReadonlyMap<string, number>;

/** How much of each term each record has, counted by the weight of where it stands. Asked together: each question to the analyser's thread takes its time. */
async function countTerms(contracts: readonly ContractInput[]): Promise<readonly Counts[]> {
  const texts = contracts.map(searchedTexts);
  const words = await readWords(texts.flat().map(({ text }) => text));
  let next = 0;
  return texts.map((own) => {
    const counts = new Map<string, number>();
    for (const { text, weight } of own) {
      for (const term of textTerms(text, words[next++] ?? [])) counts.set(term, (counts.get(term) ?? 0) + weight);
    }
    return counts;
  });
}

function toPostings(counts: Counts): readonly Posting[] {
  const length = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const damping = saturation * (1 - lengthShare + (lengthShare * length) / usualLength);
  return [...counts].map(([token, count]) => ({ token, impact: impactOf(count, damping) }));
}

function impactOf(count: number, damping: number): number {
  return Math.max(1, Math.round((impactScale * count * (saturation + 1)) / (count + damping)));
}
