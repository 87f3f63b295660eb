/** Pairs of measures that are alike enough to be looked at, each once, the likest first. */

import { sortInSteps } from "#kit/turns/sort-in-steps.ts";
import { atOnce, type Steps } from "#kit/turns/steps.ts";
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

/** A pair is shown from so many bits on: more likely alike than not, as far as the prior holds. */
export const leastBits = 0;

export function alikePairs(view: View): readonly AlikePair[] {
  return view.once("pairs", () => atOnce(findPairs(view)));
}

export function preparePairs(view: View): Promise<void> {
  return view.prepare("pairs", () => findPairs(view));
}

function* findPairs(view: View): Steps<readonly AlikePair[]> {
  const pairs = new Map<string, AlikePair>();
  for (const { id } of view.measures.values()) {
    for (const neighbour of view.neighbours(id)) {
      const pair = neighbour.bits < leastBits ? undefined : pairOf(view, id, neighbour);
      if (pair) pairs.set(pairKey(id, neighbour.id), pair);
    }
    yield;
  }
  return yield* sortInSteps([...pairs.values()], byBits);
}

/** The likest first. */
export function pairsOf(view: View, { id }: Pick<AuditedMeasure, "id">): readonly AlikePair[] {
  const byMeasure = view.once("pairs by measure", () => {
    const found = new Map<string, AlikePair[]>();
    for (const pair of alikePairs(view)) {
      for (const each of [pair.a.id, pair.b.id]) {
        const pairs = found.get(each);
        if (pairs) pairs.push(pair);
        else found.set(each, [pair]);
      }
    }
    return found;
  });
  return byMeasure.get(id) ?? [];
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
