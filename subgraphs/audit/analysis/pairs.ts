/** Pairs of measures that are alike enough to be looked at, each once, in the order in which an auditor wants to meet them. */

import { sortInSteps } from "#kit/turns/sort-in-steps.ts";
import { atOnce, type Steps } from "#kit/turns/steps.ts";
import type { AuditedMeasure } from "../collection/measure.ts";
import type { View } from "../collection/view.ts";
import type { Neighbour } from "../overlap/overlap-index.ts";
import type { OverlapClass, PairFacts } from "../pairing/judge.ts";
import { byWorth } from "../pairing/order.ts";
import { type JudgedPair, pairingOf } from "../pairing/pairing.ts";
import { bitsOf } from "./evidence.ts";

export interface AlikePair {
  readonly a: AuditedMeasure;
  readonly b: AuditedMeasure;
  /** Evidence of the engine, which decisions are learned from. */
  readonly bits: number;
  readonly class: OverlapClass;
  readonly facts: PairFacts;
  /** How much the two are worth reading side by side, from 0 to 1. */
  readonly strength: number;
}

/** A pair of a large collection is shown from so many bits on: more likely alike than not, as far as the prior holds. */
export const leastBits = 0;

/** Other pairs from so strong on; set on the half of `tests/quality` that is there for it. */
const leastStrength = 0.1;

/**
 * The engine's bits are tuned on the long sheets of thousands of programmes, where a field of policy is told in plans and laws. In a smaller
 * collection they say too much: there, what measures say they do decides alone.
 */
const largeCollection = 1_000;

export function alikePairs(view: View): readonly AlikePair[] {
  return view.once("pairs", () => atOnce(findPairs(view)));
}

export function preparePairs(view: View): Promise<void> {
  return view.prepare("pairs", () => findPairs(view));
}

function* findPairs(view: View): Steps<readonly AlikePair[]> {
  const pairing = pairingOf(view);
  const pairs = new Map<string, AlikePair>();
  for (const judged of yield* pairing.findAll()) {
    const pair = judged.strength < leastStrength ? undefined : shownPair(view, judged);
    if (pair) pairs.set(pairKey(pair.a.id, pair.b.id), pair);
    yield;
  }
  if (view.measures.size > largeCollection) yield* addByBits(view, pairs);
  return yield* sortInSteps([...pairs.values()], byWorth);
}

function* addByBits(view: View, pairs: Map<string, AlikePair>): Steps<void> {
  for (const { id } of view.measures.values()) {
    for (const neighbour of view.neighbours(id)) {
      const key = pairKey(id, neighbour.id);
      const pair = neighbour.bits < leastBits ? undefined : pairByBits(view, id, neighbour);
      if (pair && (pairs.get(key)?.strength ?? 0) < pair.strength) pairs.set(key, pair);
    }
    yield;
  }
}

/** What of the strength a bit is, so that both kinds of evidence stand in one order. */
const strengthOfBit = 1 / 50;

function pairByBits(view: View, id: string, neighbour: Neighbour): AlikePair | undefined {
  const [first, second] = id < neighbour.id ? [id, neighbour.id] : [neighbour.id, id];
  const [a, b] = [view.measures.get(first), view.measures.get(second)];
  if (a === undefined || b === undefined) return undefined;
  const judged = pairingOf(view).judge(a, b);
  const strength = Math.min(1, Math.max(judged.strength, leastStrength + neighbour.bits * strengthOfBit));
  return shownPair(view, { ...judged, strength });
}

function shownPair(view: View, { a, b, facts, strength, class: found }: JudgedPair): AlikePair | undefined {
  if (found === undefined) return undefined;
  return { a, b, facts, strength, class: found, bits: bitsOf(view, a, b) };
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

export function pairKey(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}
