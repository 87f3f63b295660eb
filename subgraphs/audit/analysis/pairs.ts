/** Pairs of measures that are alike enough to be looked at, each once, the likest first. */
import type { AuditedMeasure } from "../collection/measure.ts";
import type { View } from "../collection/view.ts";
import { classify, type OverlapClass } from "../overlap/classify.ts";
import type { Neighbour } from "../overlap/overlap-index.ts";

export interface AlikePair {
  readonly a: AuditedMeasure;
  readonly b: AuditedMeasure;
  readonly bits: number;
  readonly class: OverlapClass;
}

/** Neighbours of a measure that are looked at. */
const neighboursLookedAt = 20;

/** A pair is shown from so many bits on: more likely alike than not, as far as the prior holds. */
export const leastBits = 0;

export function alikePairs(view: View): readonly AlikePair[] {
  return view.once("pairs", () => {
    const pairs = new Map<string, AlikePair>();
    for (const measure of view.measures.values())
      for (const pair of pairsOf(view, measure)) pairs.set(pairKey(pair.a.id, pair.b.id), pair);
    return [...pairs.values()].sort(byBits);
  });
}

/** The likest first. */
export function pairsOf(view: View, { id }: Pick<AuditedMeasure, "id">): readonly AlikePair[] {
  const neighbours = view.index.neighbours(id, { top: neighboursLookedAt, least: leastBits });
  return neighbours.flatMap((neighbour) => pairOf(view, id, neighbour) ?? []);
}

function pairOf({ measures }: View, id: string, neighbour: Neighbour): AlikePair | undefined {
  const [first, second] = id < neighbour.id ? [id, neighbour.id] : [neighbour.id, id];
  const [a, b] = [measures.get(first), measures.get(second)];
  if (a === undefined || b === undefined) return undefined;
  const found = classify(a.record, b.record, neighbour);
  return found && { a, b, bits: neighbour.bits, class: found };
}

export function pairKey(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

function byBits(one: AlikePair, other: AlikePair): number {
  return other.bits - one.bits || (pairKey(one.a.id, one.b.id) < pairKey(other.a.id, other.b.id) ? -1 : 1);
}
