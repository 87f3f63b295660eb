/** Thread of the analyser: its dictionary takes a third of a second to load, and each sentence half a millisecond. */
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";
import { BoundedCache } from "../../bounded-cache.ts";
import type { AnalyserAnswer, AnalyserRequest } from "./analyser-messages.ts";
import { createGeneralSynonyms } from "./general-synonyms.ts";

interface Token {
  readonly surface: string;
  readonly partOfSpeech: string;
  readonly partOfSpeechSubcategory1: string;
  readonly baseForm?: string;
  readonly reading?: string;
}

interface Lindera {
  readonly TokenizerBuilder: new () => {
    setDictionary(uri: string): void;
    setMode(mode: string): void;
    setKeepWhitespace(keep: boolean): void;
    build(): { tokenize(text: string): readonly Token[] };
  };
}

// A package of CommonJS without exports that Node could name.
const { TokenizerBuilder }: Lindera = createRequire(import.meta.url)("lindera-wasm-nodejs-ipadic");

const builder = new TokenizerBuilder();
builder.setDictionary("embedded://ipadic");
builder.setMode("normal");
builder.setKeepWhitespace(true);
const tokenizer = builder.build();

/** The dictionary gives the reading of what stands in the text, and not of its dictionary form. */
const readings = new BoundedCache<string, string>(20_000);

function readBase(base: string): string {
  const known = readings.get(base);
  if (known !== undefined) return known;
  const tokens = tokenizer.tokenize(base);
  const reading = tokens.every((token) => stated(token.reading) !== "")
    ? tokens.map((token) => stated(token.reading)).join("")
    : "";
  readings.set(base, reading);
  return reading;
}

function stated(value: string | undefined): string {
  return value === undefined || value === "*" ? "" : value;
}

function describe(token: Token): readonly string[] {
  const { surface, partOfSpeech, partOfSpeechSubcategory1 } = token;
  const base = stated(token.baseForm) || surface;
  const reading = base === surface ? stated(token.reading) : readBase(base);
  return [surface, partOfSpeech, stated(partOfSpeechSubcategory1), base, reading];
}

let synonyms: ((term: string) => readonly string[]) | undefined;

function synonymsOf(term: string): readonly string[] {
  synonyms ??= createGeneralSynonyms();
  return synonyms(term);
}

parentPort?.on("message", ({ id, kind, texts }: AnalyserRequest) => {
  const lists =
    kind === "words" ? texts.map((text) => tokenizer.tokenize(text).flatMap(describe)) : texts.map(synonymsOf);
  parentPort?.postMessage({ id, lists } satisfies AnalyserAnswer);
});
