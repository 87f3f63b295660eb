/** Blind labelling: a sample is drawn once and kept with its seed, and whoever drew it says of each pair whether it is alike, seeing no score. */
import { randomInt, randomUUID } from "node:crypto";
import { inTurns } from "#kit/turns/steps.ts";
import { keepSnapshot } from "../collection/snapshots.ts";
import type { View } from "../collection/view.ts";
import type { Office } from "../office.ts";
import type { Actor } from "../trail/event.ts";
import { probabilityOf } from "./calibration.ts";
import type { DrawnPair, Labelling, PairJudgement } from "./case.ts";
import { eventOf } from "./events.ts";
import type { Cases } from "./fold.ts";
import { type Problem, problems } from "./problems.ts";
import { drawPairs, openLottery, type Sampled } from "./sample.ts";

export interface DrawInput {
  readonly size: number;
  readonly controlPercent: number;
  /** Drawn by the audit itself where it is left out. */
  readonly seed?: number | null | undefined;
}

export type Drawing =
  | { readonly labelling: string; readonly problem?: undefined }
  | { readonly labelling?: undefined; readonly problem: Problem };

const largestSeed = 2 ** 31 - 2;

/** Of the measures as they are now. */
export async function drawLabelling(
  office: Office,
  view: View,
  { by, input }: { readonly by: Actor; readonly input: DrawInput },
): Promise<Drawing> {
  const { trail, cases } = office;
  const { size, controlPercent } = input;
  const seed = input.seed ?? randomInt(1, largestSeed);
  const lottery = await openLottery(view, seed);
  return trail.change<Drawing>(async (manager) => {
    const known = await cases.current(manager);
    const sampling = { size, controlPercent, probability: probabilityOf(known) };
    const pairs = await inTurns(drawPairs(lottery, known, sampling));
    if (pairs.length === 0) return { events: [], result: { problem: problems.nothingToLabel } };
    const labelling = randomUUID();
    const taken = await keepSnapshot(office, manager, { view, by });
    const drawn = eventOf("LABELLING_DRAWN", by, {
      labelling,
      snapshot: view.id,
      model: view.model.version,
      seed,
      controlPercent,
      pairs: pairs.map(drawnPair),
    });
    return { events: [...taken, drawn], result: { labelling } };
  });
}

function drawnPair({ a, b, bits, sample }: Sampled): DrawnPair {
  return {
    a: a.id,
    b: b.id,
    versionIds: [a.versionId, b.versionId],
    digests: [a.digest, b.digest],
    bits,
    sample,
  };
}

export interface LabelInput {
  readonly labelling: string;
  /** Place of the pair in the sample, from 1. */
  readonly number: number;
  readonly judgement: PairJudgement;
}

/** On a pair of one's own sample; what was said of it before stays in the trail. */
export function labelPair(
  { trail, cases }: Office,
  by: Actor,
  { labelling: id, number, judgement }: LabelInput,
): Promise<readonly Problem[]> {
  return trail.change<readonly Problem[]>(async (manager) => {
    const labelling = findOwn(await cases.current(manager), id, by);
    const pair = labelling?.pairs[number - 1];
    if (labelling === undefined || pair === undefined) return { events: [], result: [problems.pairMissing] };
    const { a, b, bits, sample, digests } = pair;
    const { model, seed } = labelling;
    const alike = judgement === "UNSURE" ? null : judgement === "ALIKE";
    const body = { labelling: id, number, a, b, alike, bits, model, sample, seed, digests };
    return { events: [eventOf("PAIR_LABELLED", by, body)], result: [] };
  });
}

/** What another says of a pair would not leave one's own eye unbiased: each sees their own samples. */
export function findOwn({ labellings }: Cases, id: string, by: Actor): Labelling | undefined {
  const found = labellings.get(id);
  return found?.drawnBy === by.subject ? found : undefined;
}

/** The latest first. */
export function ownLabellings({ labellings }: Cases, by: Actor): readonly Labelling[] {
  return [...labellings.values()].filter(({ drawnBy }) => drawnBy === by.subject).reverse();
}
