/** How rare a topic is in the collection, by the characters that the engine's model has counted. */
import type { Model } from "../overlap/model.ts";
import { createTokenList, normaliseForTokens, tokenise } from "../overlap/tokens.ts";
import type { Rarity } from "./likeness.ts";

/** What every measure says is still said. */
const least = 0.3;

export function createRarity({ records, words }: Model): Rarity {
  const list = createTokenList();
  return ({ text }) => {
    const { keys, length } = tokenise(normaliseForTokens(text), list);
    const counts = Array.from(keys.subarray(0, length), (key) => words.get(key));
    // Kana has no tokens there: it is taken for neither rare nor usual.
    const count = counts.length === 0 ? Math.sqrt(records) : Math.min(...counts);
    return Math.max(least, Math.log((records + 1) / (count + 1)));
  };
}
