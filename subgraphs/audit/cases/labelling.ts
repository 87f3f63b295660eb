/** Blind labelling: pairs without their scores, the most uncertain and, as a control, some drawn by a stored seed. */
import { createHash } from "node:crypto";
import { firstInSteps } from "#kit/turns/sort-in-steps.ts";
import { atOnce, type Steps } from "#kit/turns/steps.ts";
import { evidenceOf } from "../analysis/evidence.ts";
import { pairKey } from "../analysis/pairs.ts";
import type { AuditedMeasure } from "../collection/measure.ts";
import type { View } from "../collection/view.ts";
import type { Office } from "../office.ts";
import type { Actor } from "../trail/event.ts";
import type { LabelSample } from "./case.ts";
import { eventOf } from "./events.ts";
import type { Cases } from "./fold.ts";
import { type Problem, problems } from "./problems.ts";

export interface PairToLabel {
  readonly a: AuditedMeasure;
  readonly b: AuditedMeasure;
  readonly sample: LabelSample;
}

export interface Sampling {
  readonly first: number;
  readonly controlPercent: number;
  readonly seed: number;
  readonly probability: ((bits: number) => number) | undefined;
}

/** A pair a step. */
export function* pairsToLabel(view: View, { labels }: Cases, sampling: Sampling): Steps<readonly PairToLabel[]> {
  const { first, controlPercent, seed, probability } = sampling;
  const candidates = candidatesOf(view);
  const isOpen = ({ a, b }: Candidate) => !labels.has(pairKey(a.id, b.id));
  const draws = drawsOf(view, seed);
  const drawn = (each: Candidate) => draws.get(each) ?? "";
  const controls = yield* firstInSteps(
    those(candidates, isOpen),
    Math.round((first * controlPercent) / 100),
    by(drawn),
  );
  const taken = new Set(controls);
  const doubt = ({ bits }: Candidate) => Math.abs(probability ? probability(bits) - 0.5 : bits);
  const uncertain = yield* firstInSteps(
    those(candidates, (each) => isOpen(each) && !taken.has(each)),
    first - controls.length,
    (one, other) => doubt(one) - doubt(other) || by(drawn)(one, other),
  );
  const sampled = [
    ...controls.map((each) => ({ each, sample: "CONTROL" as const })),
    ...uncertain.map((each) => ({ each, sample: "UNCERTAIN" as const })),
  ];
  // In an order drawn anew, or the place in the list would tell the score.
  const order = ({ each }: { readonly each: Candidate }) => drawOf(seed + 1, each);
  return sampled.toSorted(by(order)).map(({ each: { a, b }, sample }) => ({ a, b, sample }));
}

function* those<Each>(all: readonly Each[], isMeant: (each: Each) => boolean): Generator<Each> {
  for (const each of all) if (isMeant(each)) yield each;
}

interface Candidate {
  readonly a: AuditedMeasure;
  readonly b: AuditedMeasure;
  readonly bits: number;
}

/** Neighbours that are looked at, also those too weak to be shown. */
const neighboursLookedAt = 10;

/** Before pairs are asked for, so that looking at all of them holds up nobody. */
export async function preparePairsToLabel(view: View, seed: number): Promise<void> {
  await view.prepare("candidates", () => findCandidates(view));
  await view.prepare(`draws ${seed}`, () => drawAll(view, seed));
}

function candidatesOf(view: View): readonly Candidate[] {
  return view.once("candidates", () => atOnce(findCandidates(view)));
}

function* findCandidates(view: View): Steps<readonly Candidate[]> {
  const found = new Map<string, Candidate>();
  for (const { id } of view.measures.values()) {
    for (const { id: other, bits } of view.neighbours(id).slice(0, neighboursLookedAt)) {
      const [a, b] = (id < other ? [id, other] : [other, id]).map((each) => view.measures.get(each));
      if (a && b) found.set(pairKey(a.id, b.id), { a, b, bits });
    }
    yield;
  }
  return [...found.values()];
}

type Draws = ReadonlyMap<Candidate, string>;

function drawsOf(view: View, seed: number): Draws {
  return view.once(`draws ${seed}`, () => atOnce(drawAll(view, seed)));
}

function* drawAll(view: View, seed: number): Steps<Draws> {
  const draws = new Map<Candidate, string>();
  for (const each of candidatesOf(view)) {
    draws.set(each, drawOf(seed, each));
    yield;
  }
  return draws;
}

/** The same for the same seed and pair, whatever else there is. */
function drawOf(seed: number, { a, b }: Candidate): string {
  return createHash("sha256")
    .update(`${seed} ${pairKey(a.id, b.id)}`)
    .digest("hex");
}

function by<Item>(key: (item: Item) => string) {
  return (one: Item, other: Item): number => (key(one) < key(other) ? -1 : 1);
}

export interface LabelInput {
  readonly a: string;
  readonly b: string;
  readonly alike: boolean;
  readonly sample: LabelSample;
  readonly seed: number;
}

export async function labelPair(office: Office, by: Actor, input: LabelInput): Promise<readonly Problem[]> {
  const view = await office.collection.current();
  const [first = "", second = ""] = [input.a, input.b].sort();
  const [a, b] = [view.measures.get(first), view.measures.get(second)];
  if (!a || !b || a === b) return [problems.measureMissing];
  const { bits } = evidenceOf(view, a, b);
  const { alike, sample, seed } = input;
  const digests = [a.digest, b.digest];
  const body = { a: first, b: second, alike, bits, model: view.model.version, sample, seed, digests };
  await office.trail.change(async () => ({ events: [eventOf("PAIR_LABELLED", by, body)], result: undefined }));
  return [];
}
