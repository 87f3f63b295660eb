/** What else a word is called: in the field's own list, in the operator's, and in a general dictionary. */
import { foldText } from "../fold.ts";
import { readGeneralSynonyms } from "../words/analyser.ts";
import type { SynonymKind, SynonymRow } from "./read-synonyms.ts";

export interface Synonym {
  /** As it is written in its list. */
  readonly text: string;
  /** What it is to the word that was asked about; `general` says that a dictionary of the whole language has it, `distant` that a synonym of it has. */
  readonly kind: SynonymKind | "general" | "distant";
}

export interface Synonyms {
  /** Of the field: small, certain, and known at once. `term` is folded. */
  ofField(term: string): readonly Synonym[];
  /** What the field's synonyms of the term are called besides: 看護師さん is 看護職員, and that is 看護師. `term` is folded. */
  distant(term: string): readonly Synonym[];
  /** What the field has for what a word of the whole language is called besides, where the field does not know the word itself. */
  beyond(texts: readonly string[]): readonly Synonym[];
  /** Of the whole language, those of the field left out. `term` is as it is written. */
  ofLanguage(terms: readonly string[]): Promise<readonly (readonly Synonym[])[]>;
}

export function createSynonyms(rows: readonly SynonymRow[]): Synonyms {
  const byTerm = new Map<string, Map<string, Synonym>>();
  const add = (term: string, synonym: Synonym) => {
    const known = byTerm.get(foldText(term)) ?? new Map<string, Synonym>();
    byTerm.set(foldText(term), known.set(foldText(synonym.text), synonym));
  };
  for (const { term, synonym, kind } of rows) {
    add(term, { text: synonym, kind });
    add(synonym, { text: term, kind: reversed[kind] });
  }
  const ofField = (term: string) => [...(byTerm.get(term)?.values() ?? [])];
  const sameAs = (term: string) => ofField(term).flatMap(({ text, kind }) => (kind === "same" ? [text] : []));
  return {
    ofField,
    distant(term) {
      const near = new Set([term, ...ofField(term).map(({ text }) => foldText(text))]);
      const found = sameAs(term).flatMap((text) => sameAs(foldText(text)));
      return [...new Set(found)].filter((text) => !near.has(foldText(text))).map((text) => ({ text, kind: "distant" }));
    },
    beyond(texts) {
      const known = new Set(texts.map(foldText));
      const found = texts.flatMap((text) => sameAs(foldText(text))).filter((text) => !known.has(foldText(text)));
      return [...new Set(found)].map((text) => ({ text, kind: "distant" }));
    },
    async ofLanguage(terms) {
      const found = await readGeneralSynonyms(terms);
      return found.map((texts, at) => {
        const known = new Set(ofField(foldText(terms[at] ?? "")).map(({ text }) => foldText(text)));
        return texts.filter((text) => !known.has(foldText(text))).map((text) => ({ text, kind: "general" }));
      });
    },
  };
}

const reversed = { same: "same", narrower: "wider", wider: "narrower" } as const satisfies Record<
  SynonymKind,
  SynonymKind
>;
