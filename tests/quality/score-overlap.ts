/** Whether the pairs of measures that are shown are worth an auditor's time, judged by two readings of each pair. */
import type { PairClass, RankedPair } from "./finders.ts";
import { type Half, halves } from "./halves.ts";

/** One reading of a pair; `a` stands before `b` in the order of codes. */
export type PairReading = {
  readonly a: string;
  readonly b: string;
  readonly class: PairClass;
  readonly worth: boolean;
};

/** Both readings together: where they disagree a pair is disputed and counts neither way. */
export type JudgedPair = {
  readonly a: string;
  readonly b: string;
  readonly verdict: "worth" | "not worth" | "disputed";
  readonly duplication: "yes" | "no" | "disputed";
};

export type OverlapFigure = {
  readonly half: Half | "all";
  /** How many labelled pairs are worth reading; as many of the shown are looked at for `rightAtLabels`. */
  readonly labels: number;
  readonly rightAtLabels: number;
  readonly first: Verdicts;
  /** Pairs that were shown as DUPLICATION. */
  readonly calledDuplication: Record<JudgedPair["duplication"] | "unlabelled", number>;
};
export type Verdicts = Record<JudgedPair["verdict"] | "unlabelled", number>;

/** How many of the first shown are judged: of a half, half as many. */
const looked = { all: 60, tune: 30, report: 30 } as const;

/** Lays the second reading on the first; a pair that only one of them has is left out. */
export function joinReadings(first: readonly PairReading[], second: readonly PairReading[]): readonly JudgedPair[] {
  const others = new Map(second.map((reading) => [keyOfPair(reading), reading]));
  return first.flatMap((one) => {
    const other = others.get(keyOfPair(one));
    return other === undefined ? [] : [joinPair(one, other)];
  });
}

export type Agreement = { readonly pairs: number; readonly classKappa: number; readonly worthKappa: number };

/** How far two readings of the same pairs agree. */
export function toAgreement(first: readonly PairReading[], second: readonly PairReading[]): Agreement {
  const others = new Map(second.map((reading) => [keyOfPair(reading), reading]));
  const both = first.flatMap((one) => {
    const other = others.get(keyOfPair(one));
    return other === undefined ? [] : [{ one, other }];
  });
  return {
    pairs: both.length,
    classKappa: toKappa(both.map(({ one, other }) => [one.class, other.class])),
    worthKappa: toKappa(both.map(({ one, other }) => [`${one.worth}`, `${other.worth}`])),
  };
}

/** Cohen's kappa: agreement beyond what the two readers' own habits would give by chance. */
export function toKappa(labels: readonly (readonly [string, string])[]): number {
  const share = (isMeant: (pair: readonly [string, string]) => boolean) =>
    labels.filter(isMeant).length / labels.length;
  const agreed = share(([one, other]) => one === other);
  const byChance = [...new Set(labels.flat())]
    .map((label) => share(([one]) => one === label) * share(([, other]) => other === label))
    .reduce((sum, chance) => sum + chance, 0);
  return byChance === 1 ? 1 : (agreed - byChance) / (1 - byChance);
}

/** Figures of both halves and of all. `halfOf` says where a pair belongs, labelled or not. */
export function scoreOverlap(
  judged: readonly JudgedPair[],
  shown: readonly RankedPair[],
  halfOf: (pair: { readonly a: string; readonly b: string }) => Half,
): readonly OverlapFigure[] {
  return [...halves, "all" as const].map((half) => {
    const isOwn = (pair: { readonly a: string; readonly b: string }) => half === "all" || halfOf(pair) === half;
    return toFigure(half, judged.filter(isOwn), shown.filter(isClaimed).filter(isOwn));
  });
}

/** What is shown as one scheme, or as nothing, is shown for its own sake and is no claim on an auditor's time. */
function isClaimed(pair: RankedPair): boolean {
  return pair.class !== "ONE_SCHEME" && pair.class !== "NONE";
}

/** The same key for a pair in either order. */
export function keyOfPair({ a, b }: { readonly a: string; readonly b: string }): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

function joinPair(one: PairReading, other: PairReading): JudgedPair {
  const isDuplication = [one, other].map((reading) => reading.class === "DUPLICATION");
  const verdict = one.worth ? "worth" : "not worth";
  return {
    a: one.a,
    b: one.b,
    verdict: one.worth === other.worth ? verdict : "disputed",
    duplication: isDuplication[0] !== isDuplication[1] ? "disputed" : isDuplication[0] ? "yes" : "no",
  };
}

function toFigure(
  half: OverlapFigure["half"],
  judged: readonly JudgedPair[],
  shown: readonly RankedPair[],
): OverlapFigure {
  const byKey = new Map(judged.map((pair) => [keyOfPair(pair), pair]));
  const labels = judged.filter((pair) => pair.verdict === "worth").length;
  const verdicts = shown.map((pair) => byKey.get(keyOfPair(pair))?.verdict ?? "unlabelled");
  return {
    half,
    labels,
    rightAtLabels: count(verdicts.slice(0, labels), "worth"),
    first: countVerdicts(verdicts.slice(0, looked[half])),
    calledDuplication: countDuplications(shown.filter(isCalledDuplication).map((pair) => byKey.get(keyOfPair(pair)))),
  };
}

function isCalledDuplication(pair: RankedPair): boolean {
  return pair.class === "DUPLICATION";
}

function countVerdicts(verdicts: readonly (keyof Verdicts)[]): Verdicts {
  return {
    worth: count(verdicts, "worth"),
    "not worth": count(verdicts, "not worth"),
    disputed: count(verdicts, "disputed"),
    unlabelled: count(verdicts, "unlabelled"),
  };
}

function countDuplications(pairs: readonly (JudgedPair | undefined)[]): OverlapFigure["calledDuplication"] {
  const said = pairs.map((pair) => pair?.duplication ?? "unlabelled");
  return {
    yes: count(said, "yes"),
    no: count(said, "no"),
    disputed: count(said, "disputed"),
    unlabelled: count(said, "unlabelled"),
  };
}

function count<Name>(names: readonly Name[], name: Name): number {
  return names.filter((other) => other === name).length;
}
