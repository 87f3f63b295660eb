/** Compares every measure with every other by what they say they do: a pair that shares no telling word costs nothing. */
import type { Steps } from "#kit/turns/steps.ts";
import type { Content, SharedContent } from "./content.ts";

export interface ContentPair extends SharedContent {
  readonly first: number;
  readonly second: number;
}

/** A word of more measures than this tells hardly anything; in a prefecture's own list no word is left out. */
const mostMeasuresOfWord = 400;
/** Below it, two measures have nothing in common that is worth a look at the rest. */
const leastLikeness = 0.08;

interface Posting {
  readonly measures: number[];
  readonly weights: number[];
}

/** Each pair once, a measure a step. */
export function* pairContents(contents: readonly Content[]): Steps<readonly ContentPair[]> {
  const pairs: ContentPair[] = [];
  const postings = new Map<number, Posting>();
  const masses = new Float64Array(contents.length);
  for (const [second, content] of contents.entries()) {
    for (const first of addMasses(content, postings, masses)) {
      const mass = masses[first] ?? 0;
      masses[first] = 0;
      const likeness = mass / Math.sqrt((contents[first]?.square ?? 0) * content.square);
      if (likeness >= leastLikeness) pairs.push({ first, second, likeness, mass });
    }
    post(content, second, postings);
    yield;
  }
  return pairs;
}

/** Gives the earlier measures that share a word. */
function addMasses({ weights }: Content, postings: ReadonlyMap<number, Posting>, masses: Float64Array): number[] {
  const touched: number[] = [];
  for (const [key, weight] of weights) {
    const known = postings.get(key);
    for (let at = 0; known && at < known.measures.length; at++) {
      const first = known.measures[at] ?? 0;
      if (masses[first] === 0) touched.push(first);
      masses[first] = (masses[first] ?? 0) + weight * (known.weights[at] ?? 0);
    }
  }
  return touched;
}

function post({ weights }: Content, measure: number, postings: Map<number, Posting>): void {
  for (const [key, weight] of weights) {
    const known = postings.get(key) ?? { measures: [], weights: [] };
    if (known.measures.length >= mostMeasuresOfWord) continue;
    known.measures.push(measure);
    known.weights.push(weight);
    postings.set(key, known);
  }
}
