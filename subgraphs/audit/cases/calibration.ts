/** What people's judgements teach: how probable it is that a pair of so many bits is alike, and how often it was in each band. */
import { calibrate, type Decided, fewestDecisions } from "../overlap/calibrate.ts";
import { isSettled } from "./case.ts";
import type { Cases } from "./fold.ts";

/** Labels and settled decisions about overlaps. */
export function judgements({ labels, decisions }: Cases): readonly Decided[] {
  const labelled = [...labels.values()].map(({ bits, alike }) => ({ bits, alike }));
  const decided = [...decisions.values()].flatMap((decision) =>
    isSettled(decision) && decision.bits !== null
      ? [{ bits: decision.bits, alike: decision.verdict === "CONFIRMED" }]
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
  return {
    labels: judged.length,
    needed: fewestDecisions,
    curve: probability ? curveBits.map((bits) => ({ bits, probability: probability(bits) })) : null,
    bands: [null, ...bandEdges].map((from, at) => bandOf(judged, from, bandEdges[at] ?? null)),
  };
}

function bandOf(judged: readonly Decided[], from: number | null, below: number | null) {
  const within = judged.filter(({ bits }) => (from === null || bits >= from) && (below === null || bits < below));
  const alike = within.filter((each) => each.alike).length;
  return { from, below, labels: within.length, alike, ...precisionOf(alike, within.length) };
}

/** Wilson's interval: it holds for few labels too, and never leaves 0 to 1. */
function precisionOf(alike: number, labels: number) {
  if (labels === 0) return { precision: null, low: null, high: null };
  const z = 1.959964;
  const share = alike / labels;
  const centre = share + (z * z) / (2 * labels);
  const spread = z * Math.sqrt((share * (1 - share)) / labels + (z * z) / (4 * labels * labels));
  const scale = 1 + (z * z) / labels;
  return {
    precision: share,
    low: Math.max(0, (centre - spread) / scale),
    high: Math.min(1, (centre + spread) / scale),
  };
}
