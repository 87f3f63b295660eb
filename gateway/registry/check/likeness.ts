/** How alike two texts are, from 0 to 1: the pairs of neighbouring letters that they share, which needs no dictionary of Japanese. */
import { foldValue } from "#kit/values/normalise-text.ts";

/** Shorter descriptions are alike by chance. */
const fewestPairs = 6;

export function likeness(a: string, b: string): number {
  const [inA, inB] = [pairsOf(a), pairsOf(b)];
  if (inA.size < fewestPairs || inB.size < fewestPairs) return 0;
  const common = [...inA].filter((pair) => inB.has(pair)).length;
  return (2 * common) / (inA.size + inB.size);
}

function pairsOf(text: string): ReadonlySet<string> {
  const letters = [...foldValue(text)].filter((letter) => /[\p{L}\p{N}]/u.test(letter));
  return new Set(letters.slice(1).map((letter, index) => `${letters[index]}${letter}`));
}
