/** How a word of the index is written: it is indexed without long marks and small kana, and a reader wants to see both. */
import type { ContractInput } from "#kit/records/record.ts";
import { foldText } from "#kit/text/fold.ts";
import { foldWithPlaces } from "#kit/text/mark-text.ts";
import { readWords } from "#kit/text/words/analyser.ts";
import { searchedTexts } from "./searched-texts.ts";
import type { VocabularyWord } from "./vocabulary.ts";

/** As the record writes it; as it is indexed where the record has it not. */
export async function readSpelling(
  { text: word, isReading }: VocabularyWord,
  contract: ContractInput,
): Promise<string> {
  const texts = searchedTexts(contract).map(({ text }) => text);
  const spelling = isReading ? await spellingOfReading(word, texts) : spellingIn(word, texts);
  return spelling ?? word;
}

function spellingIn(word: string, texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const { folded, starts, ends } = foldWithPlaces(text);
    const at = folded.indexOf(word);
    if (at !== -1) return text.slice(starts[at], ends[at + word.length - 1]);
  }
  return undefined;
}

async function spellingOfReading(reading: string, texts: readonly string[]): Promise<string | undefined> {
  const words = (await readWords(texts)).flat();
  return words.find((word) => word.reading === reading && foldText(word.surface) === word.form)?.surface;
}
