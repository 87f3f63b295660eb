/** Thread of the analyser: its dictionary takes a second to load, and each sentence a quarter of a millisecond. */
import { parentPort } from "node:worker_threads";
import { BoundedCache } from "../../bounded-cache.ts";
import type { AnalyserAnswer, AnalyserRequest } from "./analyser-messages.ts";
import { readDictionary } from "./dictionary/read-dictionary.ts";
import { createTokenizer, type Token } from "./dictionary/tokenizer.ts";
import { type GeneralSynonyms, readGeneralSynonyms } from "./general-synonyms.ts";

const tokenize = createTokenizer(await readDictionary());

/** The dictionary gives the reading of what stands in the text, and not of its dictionary form. */
const readings = new BoundedCache<string, string>(20_000);

function readBase(base: string): string {
  const known = readings.get(base);
  if (known !== undefined) return known;
  const parts = tokenize(base).map(({ features }) => features?.reading ?? "");
  const reading = parts.includes("") ? "" : parts.join("");
  readings.set(base, reading);
  return reading;
}

function describe({ surface, features }: Token): readonly string[] {
  if (features === undefined) return [surface, unknown, "", surface, ""];
  const base = features.base || surface;
  const reading = base === surface ? features.reading : readBase(base);
  return [surface, features.partOfSpeech, features.subcategory, base, reading];
}

const unknown = "UNK";

let synonyms: Promise<GeneralSynonyms> | undefined;

async function synonymsOf(terms: readonly string[]): Promise<AnalyserAnswer["lists"]> {
  synonyms ??= readGeneralSynonyms();
  return (await synonyms)(terms);
}

async function answer({ kind, texts }: AnalyserRequest): Promise<AnalyserAnswer["lists"]> {
  return kind === "words" ? texts.map((text) => tokenize(text).flatMap(describe)) : synonymsOf(texts);
}

parentPort?.on("message", async (request: AnalyserRequest) => {
  parentPort?.postMessage({ id: request.id, lists: await answer(request) } satisfies AnalyserAnswer);
});
