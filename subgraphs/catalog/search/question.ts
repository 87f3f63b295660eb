/** Reads what somebody typed: which words are looked for, in which ways each can be met, and how much each counts. */
import { foldText } from "#kit/text/fold.ts";
import { toNfkc } from "#kit/text/nfkc.ts";
import { cutItems } from "#kit/text/synonyms/items.ts";
import type { Synonyms } from "#kit/text/synonyms/synonyms.ts";
import { readWords, readWordsOf } from "#kit/text/words/analyser.ts";
import { isContent } from "#kit/text/words/word.ts";
import { readKana } from "./kana.ts";
import { letterTerms, pairTerms, runsOf, wordTerm } from "./terms.ts";
import type { Unit } from "./unit.ts";
import { unitsOf } from "./units.ts";
import { allTerms, anyOf } from "./ways.ts";

/** Characters of a question beyond this are not read, nor units beyond that: a search is a sentence, not a book. */
const longestQuestion = 200;
const mostUnits = 24;

export interface Question {
  readonly units: readonly Unit[];
  /** Whether it is said in a sentence rather than in words. */
  readonly isSentence: boolean;
}

/** What the reading of a question leans on: synonyms, and which terms the index has. */
export interface Reading {
  readonly synonyms: Synonyms;
  /** Of these terms those that some record has. */
  readonly knownTerms: (terms: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** Nothing that can be looked for, such as punctuation only, gives no units. */
export async function readQuestion(text: string, reading: Reading): Promise<Question> {
  const { quoted, rest } = partQuotes(toNfkc(text.slice(0, longestQuestion)));
  const exact = quoted.flatMap(exactUnit);
  const chunks = rest.split(/\s+/u).filter(Boolean);
  const isSentence = exact.length === 0 && (await isSaidInSentence(chunks));
  const read = await Promise.all(chunks.map((chunk) => readChunk(chunk, reading, isSentence)));
  const units = [...exact, ...read.flat()];
  return { units: (units.length > 0 ? units : wholeText(rest)).slice(0, mostUnits), isSentence };
}

/** Words that are joined by particles, and more than two of them; a kana word that the analyser cuts apart is none. */
async function isSaidInSentence(chunks: readonly string[]): Promise<boolean> {
  const words = (await readWords(chunks.filter((chunk) => !isHiragana.test(chunk)))).flat();
  const joining = words.filter(({ kind, surface }) => kind === "other" && /\p{Script=Hiragana}/u.test(surface));
  return joining.length > 0 && words.filter(isContent).length > 2;
}

interface Parted {
  readonly quoted: readonly string[];
  readonly rest: string;
}

/** What stands in quotation marks is meant exactly. */
function partQuotes(text: string): Parted {
  const quoted = [...text.matchAll(QUOTED)].map(([, ...inside]) => inside.find((each) => each !== undefined) ?? "");
  return { quoted, rest: text.replace(QUOTED, " ") };
}

const QUOTED = /"([^"]+)"|“([^”]+)”|「([^」]+)」|『([^』]+)』/gu;

function exactUnit(text: string): readonly Unit[] {
  const folded = foldText(text);
  const terms = [...pairTerms(folded), ...letterTerms(folded)];
  const single = runsOf(folded).filter((run) => [...run].length === 1);
  const way = terms.length > 0 ? allTerms("exact", text, terms) : anyOf("exact", text, single, { prefix: true });
  return way.terms.length === 0 ? [] : [{ text, strength: 1, isRequired: true, isLink: false, ways: [way] }];
}

async function readChunk(chunk: string, reading: Reading, isSentence: boolean): Promise<readonly Unit[]> {
  if (await isReading(chunk, reading)) {
    const kana = await readKana(chunk, reading);
    if (kana.length > 0) return kana;
  }
  return unitsOf(cutItems(await readWordsOf(chunk), reading.synonyms), reading.synonyms, isSentence);
}

/** What is typed in katakana may be a word of its own, such as ロボット. */
async function isReading(chunk: string, { knownTerms, synonyms }: Reading): Promise<boolean> {
  if (isHiragana.test(chunk)) return true;
  if (!isKatakana.test(chunk)) return false;
  const folded = foldText(chunk);
  return synonyms.ofField(folded).length === 0 && (await knownTerms([wordTerm(folded)])).size === 0;
}

const isHiragana = /^[\p{Script=Hiragana}ー]{3,}$/u;
const isKatakana = /^[\p{Script=Katakana}ー]{3,}$/u;

/** Where nothing else can be looked for, the signs themselves: の, or 業. */
function wholeText(text: string): readonly Unit[] {
  return runsOf(foldText(text)).map((run) => {
    const pairs = pairTerms(run);
    const way = pairs.length > 0 ? allTerms("part", run, pairs) : anyOf("part", run, [run], { prefix: true });
    return { text: run, strength: 1, isRequired: false, isLink: false, ways: [way] };
  });
}
