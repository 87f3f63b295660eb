/** Reads what a measure says, as it is compared with a plan: what it is about, word by word, and in which characters. */
import { foldText } from "#kit/text/fold.ts";
import { cutItems, type Item } from "#kit/text/synonyms/items.ts";
import type { Synonyms } from "#kit/text/synonyms/synonyms.ts";
import { readWords } from "#kit/text/words/analyser.ts";
import { isFormWord } from "#kit/text/words/form-words.ts";
import { isContent } from "#kit/text/words/word.ts";
import type { OverlapRecord } from "../overlap/record.ts";
import { isPlaceName } from "./place-names.ts";

/** One thing that a text is about. */
export interface Topic {
  /** As it stands in the text. */
  readonly text: string;
  readonly folded: string;
  /** Dictionary form where it is one word; undefined of a phrase. */
  readonly form: string | undefined;
  /** From 0 to 1; words of form and names of places hardly tell two measures apart. */
  readonly strength: number;
  /** What else it is called, folded. */
  readonly synonyms: readonly TopicSynonym[];
}

export interface TopicSynonym {
  readonly text: string;
  readonly folded: string;
  readonly isSame: boolean;
}

export interface ReadMeasure {
  readonly topics: readonly Topic[];
  readonly forms: ReadonlySet<string>;
  readonly folded: string;
  readonly pairs: ReadonlySet<string>;
}

export type MeasureTexts = Pick<OverlapRecord, "title" | "purpose" | "description" | "target">;

/** Of each, in their order. */
export async function readMeasures(
  measures: readonly MeasureTexts[],
  synonyms: Synonyms,
): Promise<readonly ReadMeasure[]> {
  const texts = measures.map(textsOf);
  const words = await readWords(texts.flat());
  let next = 0;
  return texts.map((own) => {
    const items = own.flatMap((_, at) =>
      cutItems(words[next++] ?? [], synonyms).map((item) => topicOf(item, at === 0, synonyms)),
    );
    return readingOf(own, distinct(items));
  });
}

/** The title first. */
function textsOf({ title, purpose, description, target }: MeasureTexts): readonly string[] {
  return [title, purpose ?? "", description ?? "", target ?? ""];
}

/** What a title says counts more than what a text mentions. */
const titleStrength = 1.4;
const formStrength = 0.15;
const placeStrength = 0.05;

function topicOf({ words, text, entry }: Item, isTitle: boolean, synonyms: Synonyms): Topic {
  const content = words.filter(isContent);
  const folded = foldText(text);
  return {
    text,
    folded,
    form: content.length === 1 ? content[0]?.form : undefined,
    strength: strengthOf({ words: content, text }) * (isTitle ? titleStrength : 1),
    synonyms: (entry === undefined ? [] : synonyms.ofField(entry)).map(({ text: synonym, kind }) => ({
      text: synonym,
      folded: foldText(synonym),
      isSame: kind === "same",
    })),
  };
}

function strengthOf({ words, text }: Pick<Item, "words" | "text">): number {
  if (isPlaceName(text)) return placeStrength;
  if (words.every(isFormWord)) return formStrength;
  return words.some(({ kind }) => kind === "noun" || kind === "letters") ? 1 : 0.4;
}

/** Each once, where it counts most. */
function distinct(topics: readonly Topic[]): readonly Topic[] {
  const best = new Map<string, Topic>();
  for (const topic of topics) {
    const key = topic.form ?? topic.folded;
    const known = best.get(key);
    if (known === undefined || known.strength < topic.strength) best.set(key, topic);
  }
  return [...best.values()];
}

function readingOf(texts: readonly string[], topics: readonly Topic[]): ReadMeasure {
  const folded = texts.map(foldText).join("\n");
  return {
    topics,
    forms: new Set(topics.flatMap(({ form }) => form ?? [])),
    folded,
    pairs: new Set(pairsOf(folded)),
  };
}

export function pairsOf(folded: string): readonly string[] {
  const runs = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  return runs.flatMap((run) => Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2)));
}
