/** What goes to the analyser's thread and comes from it. */

/** Texts to be analysed, or terms whose synonyms are wanted. */
export type AnalyserRequest = {
  readonly id: number;
} & (
  | { readonly kind: "words"; readonly texts: readonly string[] }
  | { readonly kind: "synonyms"; readonly texts: readonly string[] }
);

/** Of each text its words, five strings a word: surface, part of speech, its first subcategory, dictionary form, reading; or of each term its synonyms. */
export interface AnalyserAnswer {
  readonly id: number;
  readonly lists: readonly (readonly string[])[];
}

export const stringsOfWord = 5;
