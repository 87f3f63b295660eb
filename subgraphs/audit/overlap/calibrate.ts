/** Turns bits into a probability, learned from what people decided; before there are enough decisions there is none. */

export interface Decided {
  readonly bits: number;
  readonly alike: boolean;
}

/** Before so many decisions nothing is called a probability. */
export const fewestDecisions = 50;

/** Of these, so many at least must say "alike", and so many "not alike": from one kind nothing is learned of the other. */
export const fewestOfEachKind = 20;

/** The probability that a pair of so many bits is alike; never falls as bits rise. Undefined with too few decisions of either kind. */
export function calibrate(decisions: readonly Decided[]): ((bits: number) => number) | undefined {
  const alike = decisions.filter((decision) => decision.alike).length;
  const fewer = Math.min(alike, decisions.length - alike);
  return decisions.length < fewestDecisions || fewer < fewestOfEachKind ? undefined : learnedFrom(decisions);
}

const parts = 5;

/**
 * For each decision the probability that the others give it: what a curve says of decisions that it has not seen.
 * Null where the others are all of one kind.
 */
export function heldOut(decisions: readonly Decided[]): readonly (number | null)[] {
  // By bits, so that each part has some of everywhere.
  const places = decisions.map((_, at) => at).toSorted((a, b) => bitsAt(decisions, a) - bitsAt(decisions, b));
  const partOf = new Map(places.map((at, rank) => [at, rank % parts]));
  const curves = Array.from({ length: parts }, (_, part) =>
    learnedFrom(decisions.filter((_, at) => partOf.get(at) !== part)),
  );
  return decisions.map(({ bits }, at) => curves[partOf.get(at) ?? 0]?.(bits) ?? null);
}

function bitsAt(decisions: readonly Decided[], at: number): number {
  return decisions[at]?.bits ?? 0;
}

function learnedFrom(decisions: readonly Decided[]): ((bits: number) => number) | undefined {
  const alike = decisions.filter((decision) => decision.alike).length;
  if (alike === 0 || alike === decisions.length) return undefined;
  const smooth = fitLogistic(decisions);
  const stepped = fitSteps(decisions);
  // A curve of two numbers is steady but may have the wrong shape; steps have any shape but jump. More decisions, more steps.
  const trust = decisions.length / (decisions.length + stepsNeed);
  return (bits) => (1 - trust) * smooth(bits) + trust * stepped(bits);
}

const stepsNeed = 300;

/** Platt's scaling: targets a little off 0 and 1, so that separable decisions do not give certainty. */
function fitLogistic(decisions: readonly Decided[]): (bits: number) => number {
  const alike = decisions.filter((decision) => decision.alike).length;
  const yes = (alike + 1) / (alike + 2);
  const no = 1 / (decisions.length - alike + 2);
  let [slope, shift] = [0.3, 0];
  for (let round = 0; round < 100; round++) {
    const step = newtonStep(decisions, slope, shift, [no, yes]);
    slope = Math.max(slope - step[0], 0);
    shift -= step[1];
    if (Math.abs(step[0]) + Math.abs(step[1]) < 1e-9) break;
  }
  return (bits) => 1 / (1 + Math.exp(-(slope * bits + shift)));
}

type Targets = readonly [no: number, yes: number];

function newtonStep(
  decisions: readonly Decided[],
  slope: number,
  shift: number,
  [no, yes]: Targets,
): readonly [number, number] {
  let [g0, g1, h00, h01, h11] = [0, 0, 1e-6, 0, 1e-6];
  for (const { bits, alike } of decisions) {
    const p = 1 / (1 + Math.exp(-(slope * bits + shift)));
    const error = p - (alike ? yes : no);
    const weight = Math.max(p * (1 - p), 1e-9);
    g0 += error * bits;
    g1 += error;
    h00 += weight * bits * bits;
    h01 += weight * bits;
    h11 += weight;
  }
  const determinant = h00 * h11 - h01 * h01;
  return [(g0 * h11 - g1 * h01) / determinant, (g1 * h00 - g0 * h01) / determinant];
}

interface Level {
  readonly from: number;
  readonly alike: number;
  readonly all: number;
}

/** Isotonic levels: neighbouring levels are joined until none falls (pool adjacent violators); equal bits are one level. */
function fitSteps(decisions: readonly Decided[]): (bits: number) => number {
  const levels: Level[] = [];
  for (const level of levelsOfEqualBits(decisions)) {
    levels.push(level);
    joinFalling(levels);
  }
  return (bits) => shareOf(levels.findLast(({ from }) => from <= bits) ?? levels[0]);
}

/** Before any are joined, so that the order of decisions on equal bits makes no difference. */
function levelsOfEqualBits(decisions: readonly Decided[]): readonly Level[] {
  const groups = [...Map.groupBy(decisions, ({ bits }) => bits)].toSorted(([a], [b]) => a - b);
  return groups.map(([from, group]) => ({
    from,
    alike: group.filter(({ alike }) => alike).length,
    all: group.length,
  }));
}

function joinFalling(levels: Level[]): void {
  for (let [lower, upper] = levels.slice(-2); lower && upper; [lower, upper] = levels.slice(-2)) {
    if (shareOf(lower) < shareOf(upper)) return;
    levels.splice(-2, 2, { from: lower.from, alike: lower.alike + upper.alike, all: lower.all + upper.all });
  }
}

/** A level of few decisions is not certain: one imagined decision of either kind is among them. */
function shareOf(level: Level | undefined): number {
  return level === undefined ? 0 : (level.alike + 0.5) / (level.all + 1);
}
