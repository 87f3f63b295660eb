/** Two measures that pay the same cost of the same beneficiary, without a rule on whether both may be had; and rules that contradict. */
import type { StackingRuleInput } from "#kit/records/record.ts";
import { type AuditedMeasure, isRunning } from "../collection/measure.ts";
import type { View } from "../collection/view.ts";
import { type Finding, findingId } from "./finding.ts";

export function stackingConflicts(view: View): readonly Finding[] {
  return view.once("stacking", () => {
    const paying = [...view.measures.values()].filter(isRunning).flatMap((measure) => {
      const costs = costsOf(measure);
      return costs.size > 0 && (measure.contract.targetGroups ?? []).length > 0 ? [{ measure, costs }] : [];
    });
    return paying.flatMap((one, at) => paying.slice(at + 1).flatMap((other) => conflictOf(one, other) ?? []));
  });
}

interface Paying {
  readonly measure: AuditedMeasure;
  /** Pairs of characters of what is paid. */
  readonly costs: ReadonlySet<string>;
}

/** From this likeness of two texts on (Dice), two costs are the same. */
const sameCost = 0.5;

function conflictOf(one: Paying, other: Paying): Finding | undefined {
  const [a, b] = [one.measure, other.measure];
  const codes = rulesOf(a, b).map(({ kind }) => kind);
  const back = rulesOf(b, a).map(({ kind }) => kind);
  if (contradict(codes, back)) return findingOf("RULES_CONTRADICT", a, b);
  if ([...codes, ...back].some((kind) => kind !== "UNKNOWN")) return undefined;
  const meet = shareTargets(a, b) && meetInPlace(a, b) && meetInTime(a, b);
  return meet && likeness(one.costs, other.costs) >= sameCost ? findingOf("NO_RULE", a, b) : undefined;
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

function costsOf({ contract }: AuditedMeasure): ReadonlySet<string> {
  const texts = (contract.benefits ?? []).flatMap(({ kind, eligibleCosts }) =>
    eligibleCosts && (kind ?? "CASH") === "CASH" ? [eligibleCosts.ja] : [],
  );
  return new Set(texts.flatMap(pairsOf));
}

function pairsOf(text: string): readonly string[] {
  const letters = [...text.normalize("NFKC").replace(/[\s、。・，（）()]/gu, "")];
  return letters.slice(1).map((letter, at) => `${letters[at]}${letter}`);
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((pair) => b.has(pair)).length;
  return (2 * both) / (a.size + b.size);
}

function shareTargets(a: AuditedMeasure, b: AuditedMeasure): boolean {
  const groups = new Set(a.contract.targetGroups);
  return (b.contract.targetGroups ?? []).some((group) => groups.has(group));
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
