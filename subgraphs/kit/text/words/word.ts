/** A word of a text as the analyser reads it. */

/**
 * `break` parts what stands before from what stands after, such as a full stop; `other` are particles, auxiliaries and
 * signs, which say nothing about what a text is about. An `affix` says something only beside another word: 会 in 座談会.
 */
export type WordKind = "noun" | "verb" | "adjective" | "adverb" | "affix" | "number" | "letters" | "break" | "other";

export interface Word {
  /** As it stands in the text, after NFKC. */
  readonly surface: string;
  readonly kind: WordKind;
  /** Its dictionary form, folded: 探し is サガス where it is written in kana, 探ス else. */
  readonly form: string;
  /** How the dictionary form is read, folded; empty where the dictionary does not know. */
  readonly reading: string;
}

const contentKinds: ReadonlySet<WordKind> = new Set([
  "noun",
  "verb",
  "adjective",
  "adverb",
  "affix",
  "number",
  "letters",
]);

/** Whether it says what a text is about. */
export function isContent({ kind }: Word): boolean {
  return contentKinds.has(kind);
}
