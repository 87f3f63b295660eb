/** Which pairs are drawn for blind labelling: the most uncertain, and some at random as a control. */
import { createHash } from "node:crypto";
import { firstInSteps } from "#kit/turns/sort-in-steps.ts";
import { inTurns, type Steps } from "#kit/turns/steps.ts";
import { pairKey } from "../analysis/pairs.ts";
import type { AuditedMeasure } from "../collection/measure.ts";
import type { View } from "../collection/view.ts";
import type { LabelSample } from "./case.ts";
import type { Cases } from "./fold.ts";

/** Every pair that may be drawn, each with the ticket that the seed gives it. */
export interface Lottery {
  readonly seed: number;
  readonly tickets: ReadonlyMap<Candidate, string>;
}

export interface Candidate {
  readonly a: AuditedMeasure;
  readonly b: AuditedMeasure;
  readonly bits: number;
}

export interface Sampling {
  readonly size: number;
  readonly controlPercent: number;
  /** Of being alike, by bits; undefined where nothing is learned yet. */
  readonly probability: ((bits: number) => number) | undefined;
}

export interface Sampled extends Candidate {
  readonly sample: LabelSample;
}

/** In turns, so that looking at all pairs holds up nobody. */
export function openLottery(view: View, seed: number): Promise<Lottery> {
  return inTurns(sellTickets(view, seed));
}

/** The same for the same lottery and labels, in an order that tells no score. A pair a step. */
export function* drawPairs(
  { seed, tickets }: Lottery,
  { labels }: Cases,
  { size, controlPercent, probability }: Sampling,
): Steps<readonly Sampled[]> {
  const ticket = (each: Candidate) => tickets.get(each) ?? "";
  const isOpen = ({ a, b }: Candidate) => !labels.has(pairKey(a.id, b.id));
  const controls = yield* firstInSteps(
    those(tickets.keys(), isOpen),
    Math.round((size * controlPercent) / 100),
    by(ticket),
  );
  const taken = new Set(controls);
  const doubt = ({ bits }: Candidate) => Math.abs(probability ? probability(bits) - 0.5 : bits);
  const uncertain = yield* firstInSteps(
    those(tickets.keys(), (each) => isOpen(each) && !taken.has(each)),
    size - controls.length,
    (one, other) => doubt(one) - doubt(other) || by(ticket)(one, other),
  );
  const sampled = [
    ...controls.map((each) => ({ ...each, sample: "CONTROL" as const })),
    ...uncertain.map((each) => ({ ...each, sample: "UNCERTAIN" as const })),
  ];
  // In an order drawn anew, or the place in the list would tell the score.
  return sampled.toSorted(by((each: Candidate) => ticketOf(seed + 1, each)));
}

function* those<Each>(all: Iterable<Each>, isMeant: (each: Each) => boolean): Generator<Each> {
  for (const each of all) if (isMeant(each)) yield each;
}

/** Neighbours that are looked at, also those too weak to be shown. */
const neighboursLookedAt = 10;

function* sellTickets(view: View, seed: number): Steps<Lottery> {
  const found = new Map<string, Candidate>();
  for (const { id } of view.measures.values()) {
    for (const { id: other, bits } of view.neighbours(id).slice(0, neighboursLookedAt)) {
      const [a, b] = (id < other ? [id, other] : [other, id]).map((each) => view.measures.get(each));
      if (a && b) found.set(pairKey(a.id, b.id), { a, b, bits });
    }
    yield;
  }
  const tickets = new Map<Candidate, string>();
  for (const each of found.values()) {
    tickets.set(each, ticketOf(seed, each));
    yield;
  }
  return { seed, tickets };
}

/** The same for the same seed and pair, whatever else there is. */
function ticketOf(seed: number, { a, b }: Candidate): string {
  return createHash("sha256")
    .update(`${seed} ${pairKey(a.id, b.id)}`)
    .digest("hex");
}

function by<Item>(key: (item: Item) => string) {
  return (one: Item, other: Item): number => (key(one) < key(other) ? -1 : 1);
}
