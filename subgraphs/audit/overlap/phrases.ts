/** What two texts say alike, and what only one says: neighbouring tokens grow back together into phrases. */
import { toNfkc } from "#kit/text/nfkc.ts";
import type { Model } from "./model.ts";
import { type OverlapRecord, textFields } from "./record.ts";
import { createTokenList, normaliseForTokens, type TokenList, tokenise } from "./tokens.ts";

export interface Phrases {
  readonly shared: readonly string[];
  readonly onlyFirst: readonly string[];
  readonly onlySecond: readonly string[];
}

/** A record's texts with their tokens, to be compared with several others. */
export interface ReadText {
  readonly text: string;
  readonly tokens: TokenList;
  readonly keys: ReadonlySet<number>;
}

export function readText(record: OverlapRecord): ReadText {
  const shown = textFields.map((field) => toNfkc(record[field] ?? "")).join("\n");
  const text = normaliseForTokens(shown);
  const tokens = tokenise(text, createTokenList());
  // Where lower case is longer than upper case, places are those of the lower case.
  return {
    text: text.length === shown.length ? shown : text,
    tokens,
    keys: new Set(tokens.keys.subarray(0, tokens.length)),
  };
}

/** At most `most` of each kind, those that say most first. */
export function findPhrases(first: ReadText, second: ReadText, model: Model, most = 5): Phrases {
  return {
    shared: phrasesOf(first, (key) => second.keys.has(key), model, most),
    onlyFirst: phrasesOf(first, (key) => !second.keys.has(key), model, most),
    onlySecond: phrasesOf(second, (key) => !first.keys.has(key), model, most),
  };
}

function phrasesOf(read: ReadText, belongs: (key: number) => boolean, model: Model, most: number): readonly string[] {
  const weightOf = new Map<string, number>();
  for (const { start, end, weight } of stretches(read, belongs, model)) {
    const phrase = read.text.slice(start, end);
    weightOf.set(phrase, Math.max(weightOf.get(phrase) ?? 0, weight));
  }
  const ranked = [...weightOf]
    .filter(([, weight]) => weight >= Math.log(model.records + 1) * leastShare)
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
  return ranked.slice(0, most).map(([phrase]) => phrase);
}

/** A phrase that says less than this share of what a unique word says is left out: "of", 事業. */
const leastShare = 1 / 6;

interface Stretch {
  readonly start: number;
  end: number;
  weight: number;
}

function stretches({ text, tokens }: ReadText, belongs: (key: number) => boolean, model: Model): readonly Stretch[] {
  const found: Stretch[] = [];
  let open: Stretch | undefined;
  for (let at = 0; at < tokens.length; at++) {
    const key = tokens.keys[at] ?? 0;
    const [start, end] = [tokens.starts[at] ?? 0, tokens.ends[at] ?? 0];
    if (!belongs(key)) open = undefined;
    else {
      const weight = Math.log((model.records + 1) / (model.words.get(key) + 1));
      if (open && continues(text, open.end, start)) {
        open.end = end;
        open.weight += weight;
      } else {
        open = { start, end, weight };
        found.push(open);
      }
    }
  }
  return found;
}

/** One blank or の between two words leaves them one phrase. */
function continues(text: string, end: number, start: number): boolean {
  return start <= end || (start === end + 1 && /[ の・]/u.test(text.charAt(end)));
}
