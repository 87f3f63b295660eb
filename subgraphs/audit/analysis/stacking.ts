/** Two measures that pay the same cost of the same beneficiary, without a rule on whether both may be had; and rules that contradict. */
import type { StackingRuleInput } from "#kit/records/record.ts";
import { toNfkc } from "#kit/text/nfkc.ts";
import { sortInSteps } from "#kit/turns/sort-in-steps.ts";
import { atOnce, type Steps } from "#kit/turns/steps.ts";
import { type AuditedMeasure, isRunning } from "../collection/measure.ts";
import type { View } from "../collection/view.ts";
import { type Finding, findingId } from "./finding.ts";

export function stackingConflicts(view: View): readonly Finding[] {
  return view.once("stacking", () => atOnce(findConflicts(view)));
}

export function prepareStacking(view: View): Promise<void> {
  return view.prepare("stacking", () => findConflicts(view));
}

function* findConflicts({ measures }: View): Steps<readonly Finding[]> {
  const paying: Paying[] = [];
  for (const measure of measures.values()) {
    if (isRunning(measure)) paying.push(...payingOf(measure));
    yield;
  }
  const known = new Set<string>();
  const found: Found[] = [];
  for (const twos of [ruled(paying), ofSameCost(paying)]) {
    for (const two of twos) {
      yield;
      const conflict = two && conflictOf(...two);
      if (!conflict) continue;
      const key = two.map(({ measure }) => measure.id).join(" ");
      if (!known.has(key)) found.push({ key, conflict });
      known.add(key);
    }
  }
  const conflicts: Finding[] = [];
  for (const { conflict } of yield* sortInSteps(found, (one, other) => (one.key < other.key ? -1 : 1))) {
    conflicts.push(conflict);
    yield;
  }
  return conflicts;
}

interface Found {
  /** The ids of both, in order. */
  readonly key: string;
  readonly conflict: Finding;
}

interface Paying {
  readonly measure: AuditedMeasure;
  readonly costs: Costs;
  readonly targets: ReadonlySet<string>;
}

interface Costs {
  readonly text: string;
  /** Pairs of characters of what is paid. */
  readonly pairs: ReadonlySet<string>;
}

type Two = readonly [Paying, Paying];

function payingOf(measure: AuditedMeasure): readonly Paying[] {
  const costs = costsOf(measure);
  const targets = new Set<string>(measure.contract.targetGroups);
  return costs.pairs.size > 0 && targets.size > 0 ? [{ measure, costs, targets }] : [];
}

/** Two of which one has a rule about the other. */
function ruled(paying: readonly Paying[]): readonly Two[] {
  const byName = Map.groupBy(paying, ({ measure }) => measure.contract.name.ja);
  const byId = new Map(paying.map((each) => [each.measure.id, [each]]));
  return paying.flatMap((one) =>
    (one.measure.contract.stackingRules ?? []).flatMap(({ measureId, name }) => {
      const others = (measureId ? byId.get(measureId) : byName.get(name?.ja ?? "")) ?? [];
      return others.filter((other) => other !== one).map((other) => inOrder(one, other));
    }),
  );
}

/**
 * Two that pay the same cost: offices use few wordings, so that wordings are compared, and not each measure with each. Nothing after each
 * comparison, so that somebody else may have a turn.
 */
function* ofSameCost(paying: readonly Paying[]): Generator<Two | undefined> {
  const wordings = [...Map.groupBy(paying, ({ costs }) => costs.text).values()];
  for (const [at, some] of wordings.entries()) {
    for (const others of wordings.slice(at)) {
      yield undefined;
      if (likeness(some[0], others[0]) >= sameCost) yield* some === others ? twosIn(some) : twosOf(some, others);
    }
  }
}

function* twosIn(some: readonly Paying[]): Generator<Two> {
  for (const [at, one] of some.entries()) for (const other of some.slice(at + 1)) yield inOrder(one, other);
}

function* twosOf(some: readonly Paying[], others: readonly Paying[]): Generator<Two> {
  for (const one of some) for (const other of others) yield inOrder(one, other);
}

function inOrder(one: Paying, other: Paying): Two {
  return one.measure.id < other.measure.id ? [one, other] : [other, one];
}

/** From this likeness of two texts on (Dice), two costs are the same. */
const sameCost = 0.5;

function conflictOf(one: Paying, other: Paying): Finding | undefined {
  const [a, b] = [one.measure, other.measure];
  const codes = rulesOf(a, b).map(({ kind }) => kind);
  const back = rulesOf(b, a).map(({ kind }) => kind);
  if (contradict(codes, back)) return findingOf("RULES_CONTRADICT", a, b);
  if ([...codes, ...back].some((kind) => kind !== "UNKNOWN")) return undefined;
  const meet = countShared(one.targets, other.targets) > 0 && meetInPlace(a, b) && meetInTime(a, b);
  return meet && likeness(one, other) >= sameCost ? findingOf("NO_RULE", a, b) : undefined;
}

function rulesOf(measure: AuditedMeasure, other: AuditedMeasure): readonly StackingRuleInput[] {
  const isAbout = ({ measureId, name }: StackingRuleInput) =>
    measureId ? measureId === other.id : name?.ja === other.contract.name.ja;
  return (measure.contract.stackingRules ?? []).filter(isAbout);
}

const allow = new Set<string>(["STACKABLE", "TOPS_UP", "REQUIRES", "REQUIRES_ONE_OF", "SHARED_CAP"]);
const forbid = new Set<string>(["EXCLUDES", "EXCLUDES_SAME_COST", "REPLACES"]);

function contradict(said: readonly string[], back: readonly string[]): boolean {
  const all = [...said, ...back];
  return all.some((kind) => allow.has(kind)) && all.some((kind) => forbid.has(kind));
}

function costsOf({ contract }: AuditedMeasure): Costs {
  const texts = (contract.benefits ?? []).flatMap(({ kind, eligibleCosts }) =>
    eligibleCosts && (kind ?? "CASH") === "CASH" ? [eligibleCosts.ja] : [],
  );
  return { text: texts.join("\n"), pairs: new Set(texts.flatMap(pairsOf)) };
}

function pairsOf(text: string): readonly string[] {
  const letters = [...toNfkc(text).replace(/[\s、。・，（）()]/gu, "")];
  return letters.slice(1).map((letter, at) => `${letters[at]}${letter}`);
}

function likeness(one: Paying | undefined, other: Paying | undefined): number {
  if (one === undefined || other === undefined) return 0;
  const [a, b] = [one.costs.pairs, other.costs.pairs];
  return one.costs.text === other.costs.text ? 1 : (2 * countShared(a, b)) / (a.size + b.size);
}

function countShared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const each of a) if (b.has(each)) shared += 1;
  return shared;
}

/** An area that is not stated is anywhere. */
function meetInPlace({ contract: a }: AuditedMeasure, { contract: b }: AuditedMeasure): boolean {
  const [left, right] = [a.areas ?? ["00"], b.areas ?? ["00"]];
  const within = (one: string, other: string) => other === "00" || one.startsWith(other);
  return left.some((one) => right.some((other) => within(one, other) || within(other, one)));
}

/** Unknown ends are open. */
function meetInTime({ contract: a }: AuditedMeasure, { contract: b }: AuditedMeasure): boolean {
  return (
    (a.startFiscalYear ?? 0) <= (b.endFiscalYear ?? Number.POSITIVE_INFINITY) &&
    (b.startFiscalYear ?? 0) <= (a.endFiscalYear ?? Number.POSITIVE_INFINITY)
  );
}

function findingOf(code: "NO_RULE" | "RULES_CONTRADICT", a: AuditedMeasure, b: AuditedMeasure): Finding {
  const [one, other] = [a.contract.name.ja, b.contract.name.ja];
  const text =
    code === "NO_RULE"
      ? {
          ja: `「${one}」と「${other}」は同じ対象者の同じ経費に出るが、併給の決まりが無い。`,
          en: `"${one}" and "${other}" pay the same cost of the same beneficiaries, and no rule says whether both may be had.`,
        }
      : {
          ja: `「${one}」と「${other}」の併給の決まりが食い違っている。`,
          en: `The stacking rules of "${one}" and "${other}" contradict each other.`,
        };
  return {
    id: findingId("STACKING_CONFLICT", code, a.id, b.id),
    kind: "STACKING_CONFLICT",
    code,
    text,
    measures: [a, b],
  };
}
