/** How like two measures are in what they are about: what of each the other has too, in whatever words. */
import { pairsOf, type ReadMeasure, type Topic } from "./read-measure.ts";

export interface Likeness {
  /** From 0, nothing in common, to 1, the same. */
  readonly value: number;
  /** What both are about, that which says most first. */
  readonly shared: readonly SharedTopic[];
}

export interface SharedTopic {
  readonly topic: Topic;
  /** As the other has it. */
  readonly other: string;
  readonly weight: number;
}

/** How surprising it is that a measure is about something. */
export type Rarity = (topic: Topic) => number;

/** Of the whole, what topics count; characters that both have count for the rest, and where the analyser fails. */
const topicShare = 0.65;

export function compareMeasures(planned: ReadMeasure, existing: ReadMeasure, rarityOf: Rarity): Likeness {
  const there = meet(planned, existing, rarityOf);
  const back = meet(existing, planned, rarityOf);
  const topics = Math.sqrt(there.share * back.share);
  const value = topicShare * topics + (1 - topicShare) * sharedPairs(planned, existing);
  return { value, shared: there.shared };
}

interface Met {
  readonly share: number;
  readonly shared: readonly SharedTopic[];
}

function meet(one: ReadMeasure, other: ReadMeasure, rarityOf: Rarity): Met {
  const shared: SharedTopic[] = [];
  let [whole, met] = [0, 0];
  for (const topic of one.topics) {
    const weight = (topic.strength * rarityOf(topic)) ** 2;
    const found = findIn(other, topic);
    whole += weight;
    met += weight * found.degree;
    if (found.degree > partly) shared.push({ topic, other: found.text, weight: weight * found.degree });
  }
  return { share: whole === 0 ? 0 : met / whole, shared: shared.sort((a, b) => b.weight - a.weight) };
}

interface FoundTopic {
  readonly degree: number;
  readonly text: string;
}

const partly = 0.5;

/** The same word, its characters, another word for it, or half of its characters. */
function findIn(other: ReadMeasure, { form, folded, text, synonyms }: Topic): FoundTopic {
  if (form !== undefined && other.forms.has(form)) return { degree: 1, text };
  if (folded.length > 1 && other.folded.includes(folded)) return { degree: 0.95, text };
  const synonym = synonyms.find((each) => each.folded.length > 1 && other.folded.includes(each.folded));
  if (synonym) return { degree: synonym.isSame ? 0.8 : 0.6, text: synonym.text };
  const share = pairsShare(folded, other);
  return { degree: share >= 0.5 ? 0.4 * share : 0, text };
}

function pairsShare(folded: string, other: ReadMeasure): number {
  const pairs = pairsOf(folded);
  if (pairs.length < 2) return 0;
  return pairs.filter((pair) => other.pairs.has(pair)).length / pairs.length;
}

function sharedPairs(one: ReadMeasure, other: ReadMeasure): number {
  const [few, many] = one.pairs.size <= other.pairs.size ? [one.pairs, other.pairs] : [other.pairs, one.pairs];
  let shared = 0;
  for (const pair of few) if (many.has(pair)) shared += 1;
  return few.size === 0 ? 0 : shared / Math.sqrt(few.size * many.size);
}
