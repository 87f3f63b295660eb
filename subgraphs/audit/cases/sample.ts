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
  readonly tickets: readonly Ticket[];
}

interface Candidate {
  readonly a: AuditedMeasure;
  readonly b: AuditedMeasure;
  readonly bits: number;
}

interface Ticket extends Candidate {
  readonly drawn: string;
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
  const open = tickets.filter(({ a, b }) => !labels.has(pairKey(a.id, b.id)));
  const controls = yield* firstInSteps(open, Math.round((size * controlPercent) / 100), byTicket);
  const taken = new Set(controls);
  const doubt = ({ bits }: Candidate) => Math.abs(probability ? probability(bits) - 0.5 : bits);
  const uncertain = yield* firstInSteps(
    open.filter((each) => !taken.has(each)),
    size - controls.length,
    (one, other) => doubt(one) - doubt(other) || byTicket(one, other),
  );
  const sampled = [
    ...controls.map((each) => sampledAs("CONTROL", each)),
    ...uncertain.map((each) => sampledAs("UNCERTAIN", each)),
  ];
  // In an order drawn anew, or the place in the list would tell the score.
  const shuffled = sampled.map((each) => ({ each, drawn: ticketOf(seed + 1, each) })).toSorted(byTicket);
  return shuffled.map(({ each }) => each);
}

function sampledAs(sample: LabelSample, { a, b, bits }: Candidate): Sampled {
  return { a, b, bits, sample };
}

/** Neighbours that are looked at, also those too weak to be shown. */
const neighboursLookedAt = 10;

function* sellTickets(view: View, seed: number): Steps<Lottery> {
  const sold = new Map<string, Ticket>();
  for (const { id } of view.measures.values()) {
    for (const { id: other, bits } of view.neighbours(id).slice(0, neighboursLookedAt)) {
      const [a, b] = (id < other ? [id, other] : [other, id]).map((each) => view.measures.get(each));
      if (!a || !b || sold.has(pairKey(a.id, b.id))) continue;
      sold.set(pairKey(a.id, b.id), { a, b, bits, drawn: ticketOf(seed, { a, b }) });
    }
    yield;
  }
  return { seed, tickets: [...sold.values()] };
}

/** The same for the same seed and pair, whatever else there is. */
function ticketOf(seed: number, { a, b }: Pick<Candidate, "a" | "b">): string {
  return createHash("sha256")
    .update(`${seed} ${pairKey(a.id, b.id)}`)
    .digest("hex");
}

function byTicket(one: Pick<Ticket, "drawn">, other: Pick<Ticket, "drawn">): number {
  return one.drawn < other.drawn ? -1 : 1;
}
