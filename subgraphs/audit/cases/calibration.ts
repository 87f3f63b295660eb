/** What people's judgements teach: how probable it is that a pair of so many bits is alike, and how often it was in each band. */
import { calibrate, type Decided, fewestDecisions, fewestOfEachKind, heldOut } from "../overlap/calibrate.ts";
import { isSettled, type LabelSample } from "./case.ts";
import type { Cases } from "./fold.ts";
import { wilsonInterval } from "./wilson-interval.ts";

interface Judgement extends Decided {
  /** Null for a decision, which nobody drew. */
  readonly sample: LabelSample | null;
}

/** Labels that are sure, and settled decisions about overlaps. */
function judgements({ labels, decisions }: Cases): readonly Judgement[] {
  const labelled = [...labels.values()].flatMap(({ bits, alike, sample }) =>
    alike === null ? [] : [{ bits, alike, sample }],
  );
  const decided = [...decisions.values()].flatMap((decision) =>
    isSettled(decision) && decision.bits !== null
      ? [{ bits: decision.bits, alike: decision.verdict === "CONFIRMED", sample: null }]
      : [],
  );
  return [...labelled, ...decided];
}

export function probabilityOf(cases: Cases): ((bits: number) => number) | undefined {
  return calibrate(judgements(cases));
}

const bandEdges = [0, 5, 10, 15, 20];
const curveBits = Array.from({ length: 21 }, (_, at) => -10 + 2 * at);

export function calibrationOf(cases: Cases) {
  const judged = judgements(cases);
  const probability = calibrate(judged);
  const compared = probability ? comparedOf(judged) : null;
  return {
    labels: judged.length,
    alike: judged.filter(({ alike }) => alike).length,
    unsure: [...cases.labels.values()].filter(({ alike }) => alike === null).length,
    notAlike: judged.filter(({ alike }) => !alike).length,
    needed: fewestDecisions,
    neededOfEach: fewestOfEachKind,
    curve: probability ? curveBits.map((bits) => ({ bits, probability: probability(bits) })) : null,
    errorBefore: compared && errorOf(compared, "before"),
    errorAfter: compared && errorOf(compared, "after"),
    bands: ({ sample = null }: { readonly sample?: LabelSample | null } = {}) =>
      bandsOf(compared ?? judged.map(uncompared), sample),
  };
}

interface Compared extends Judgement {
  /** What the bits say by themselves, read as odds; null where nothing may be called a probability. */
  readonly before: number | null;
  /** What the others' judgements say of this one; null likewise. */
  readonly after: number | null;
}

function uncompared(judgement: Judgement): Compared {
  return { ...judgement, before: null, after: null };
}

function comparedOf(judged: readonly Judgement[]): readonly Compared[] {
  const after = heldOut(judged);
  return judged.map((each, at) => ({ ...each, before: 1 / (1 + 2 ** -each.bits), after: after[at] ?? null }));
}

function bandsOf(compared: readonly Compared[], sample: LabelSample | null) {
  const wanted = compared.filter((each) => sample === null || each.sample === sample);
  return [null, ...bandEdges].map((from, at) => bandOf(wanted, from, bandEdges[at] ?? null));
}

function bandOf(compared: readonly Compared[], from: number | null, below: number | null) {
  const within = compared.filter(({ bits }) => (from === null || bits >= from) && (below === null || bits < below));
  const alike = within.filter((each) => each.alike).length;
  return {
    from,
    below,
    labels: within.length,
    alike,
    meanBits: mean(within.map(({ bits }) => bits)),
    before: mean(within.map(({ before }) => before)),
    after: mean(within.map(({ after }) => after)),
    precision: within.length === 0 ? null : alike / within.length,
    ...wilsonInterval(alike, within.length),
  };
}

/** How far what is said is from what was judged: over the bands, each with the weight of its judgements. Null where it is not known of one. */
function errorOf(compared: readonly Compared[], said: "before" | "after"): number | null {
  const errors = bandsOf(compared, null).flatMap(({ labels, precision, [said]: share }) =>
    precision === null ? [] : [share === null ? null : (labels / compared.length) * Math.abs(share - precision)],
  );
  return errors.includes(null) ? null : errors.reduce<number>((sum, each) => sum + (each ?? 0), 0);
}

/** Null for none, or where one is not known. */
function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((each) => each !== null);
  if (known.length === 0 || known.length < values.length) return null;
  return known.reduce((sum, each) => sum + each, 0) / known.length;
}
