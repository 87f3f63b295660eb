/** What is found, in the shape of the schema. Fields that cost something are functions, found when they are asked for. */
import { toNullable } from "#kit/values/figure.ts";
import { type BudgetAtStake, budgetOf } from "../analysis/budget.ts";
import { bitsOf, evidenceOf } from "../analysis/evidence.ts";
import { type Finding, overlapId } from "../analysis/finding.ts";
import { overlapFinding } from "../analysis/findings.ts";
import { missingIn } from "../analysis/missing.ts";
import type { AlikePair } from "../analysis/pairs.ts";
import { probabilityOf } from "../cases/calibration.ts";
import type { Cases } from "../cases/fold.ts";
import { lastDecision, stateOf } from "../cases/state-of.ts";
import type { AuditedMeasure } from "../collection/measure.ts";
import { isSnapshotKept, type ProvenSnapshot } from "../collection/snapshots.ts";
import type { View } from "../collection/view.ts";
import type { Office } from "../office.ts";
import type { Evidence, Step } from "../overlap/evidence.ts";
import { adviseOn } from "../overlap/similarity-provider.ts";
import { pairingOf } from "../pairing/pairing.ts";
import { type Told, tellPair } from "../pairing/sentences.ts";
import { type AuditContext, seen } from "./context.ts";

/** A view beside the cases of the same moment. */
export interface Look {
  readonly office: Office;
  readonly view: View;
  readonly cases: Cases;
}

export function shownSnapshot({ office, view }: Look) {
  return {
    id: view.id,
    at: view.at || null,
    isKept: () => isSnapshotKept(office.database.reader, view.id),
    preliminary: async () => office.isPreliminary() && !(await isSnapshotKept(office.database.reader, view.id)),
    takenAt: async () => (await office.cases.current()).snapshots.get(view.id)?.takenAt ?? null,
    measureCount: view.measures.size,
    departments: view.scope.departments ?? null,
    fiscalYear: view.scope.fiscalYear ?? null,
    missing: () => missingIn(view),
    model: view.model.version,
  };
}

export function shownBudget({ known, ...rest }: BudgetAtStake) {
  return { ...rest, known: toNullable(known), toEnter: rest.unknown > 0 ? budgetToEnter(rest.unknown) : null };
}

function budgetToEnter(unknown: number) {
  return {
    ja: `予算のわからない施策が ${unknown} 件あります。各部局が「予算」に年度・区分・額（円）を入力すると、ここに表れます。`,
    en: `The budgets of ${unknown} measures are not known. They show here once their departments enter fiscal year, stage and amount (yen).`,
  };
}

/** A snapshot by what is kept of it: its measures are read where they are asked for, and nothing is found in them. */
export function keptSnapshot(office: Office, { row, taken }: ProvenSnapshot) {
  const { id, at, scope, versionIds } = row;
  return {
    id,
    at: at || null,
    isKept: true,
    preliminary: false,
    takenAt: taken.takenAt,
    measureCount: versionIds.length,
    departments: scope.departments ?? null,
    fiscalYear: scope.fiscalYear ?? null,
    missing: () => office.collection.missingIn(row),
    model: async () => (await office.collection.fitOf(row)).model.version,
  };
}

export function shownMeasure({ id, code, contract, department, version, digest }: AuditedMeasure) {
  return {
    id,
    measure: { id },
    code,
    name: contract.name,
    department,
    ownerUnit: contract.ownerUnit?.name ?? null,
    purpose: contract.purpose,
    issue: contract.issue,
    summary: contract.summary,
    pillar: contract.pillar,
    instrument: contract.instrument,
    targetGroups: contract.targetGroups,
    areas: contract.areas,
    startFiscalYear: contract.startFiscalYear,
    endFiscalYear: contract.endFiscalYear,
    version,
    digest,
    budget: toNullable(budgetOf(contract)),
  };
}

export function shownPair(look: Look, pair: ShownPair) {
  const { a, b, bits } = pair;
  const finding = overlapFinding({ ...pair, class: pair.class ?? "OVERLAP" });
  return {
    id: overlapId(a.id, b.id),
    a: shownMeasure(a),
    b: shownMeasure(b),
    bits,
    class: pair.class,
    strength: pair.strength,
    facts: () => shownFacts(look.view, pair),
    why: () => told(look.view, pair).summary,
    probability: () => probabilityOf(look.cases)?.(bits) ?? null,
    isClassDoubted: () => pair.class !== null && isUnlikely(probabilityOf(look.cases)?.(bits)),
    evidence: () => shownEvidence(evidenceOf(look.view, a, b)),
    advice: () => adviceOn(look.office, pair),
    ...decided(look, finding),
  };
}

/** Two measures that somebody names, in the order of their ids. */
export function namedPair(look: Look, a: AuditedMeasure, b: AuditedMeasure) {
  const { facts, strength, class: found } = pairingOf(look.view).judge(a, b);
  return shownPair(look, { a, b, facts, strength, bits: bitsOf(look.view, a, b), class: found ?? null });
}

/** Where people's judgements say "rather not", no class may stand beside them as if nobody had judged. */
export function isUnlikely(probability: number | undefined): boolean {
  return probability !== undefined && probability < 0.5;
}

type ShownPair = Omit<AlikePair, "class"> & { readonly class: AlikePair["class"] | null };

function told(view: View, pair: ShownPair): Told {
  const { a, b, facts, class: found } = pair;
  const scheme = pairingOf(view).schemes.linkOf(a.id, b.id);
  return tellPair({ a, b, facts, class: found, scheme, phrases: evidenceOf(view, a, b) });
}

function shownFacts(view: View, pair: ShownPair) {
  const { a, b, facts } = pair;
  const sentences = told(view, pair).facts.map(({ text }) => text);
  return { ...facts, isOneScheme: pairingOf(view).schemes.linkOf(a.id, b.id) !== undefined, sentences };
}

async function adviceOn({ advisor }: Office, { a, b, bits }: Pick<AlikePair, "a" | "b" | "bits">) {
  const advice = advisor && (await adviseOn({ first: a.record, second: b.record, bits }, advisor));
  if (!advice) return null;
  return { ...advice, similarity: advice.kind === "given" ? advice.similarity : null };
}

export function shownFinding(look: Look, finding: Finding) {
  const { id, kind, code, text, measures } = finding;
  const [a, b] = measures;
  const pair = () => (kind === "OVERLAP" && a && b ? namedPair(look, a, b) : null);
  return { id, kind, code, text, measures: measures.map(shownMeasure), pair, ...decided(look, finding) };
}

function decided({ cases }: Look, finding: Finding) {
  return {
    state: () => stateOf(cases, finding),
    decision: (_: unknown, context: AuditContext) => seen(lastDecision(cases, finding.id), context),
  };
}

export function shownEvidence({ version, shared, onlyFirst, onlySecond, waterfall, ...cosines }: Evidence) {
  return {
    version,
    shared,
    onlyA: onlyFirst,
    onlyB: onlySecond,
    goals: statedCosine(cosines.goals),
    activities: statedCosine(cosines.activities),
    beneficiaries: statedCosine(cosines.beneficiaries),
    waterfall: waterfall.map(shownStep),
  };
}

function statedCosine(cosine: number): number | null {
  return cosine < 0 ? null : cosine;
}

function shownStep(step: Step) {
  const { kind, bits } = step;
  if (step.kind === "facet") return { kind, bits, cosine: null, facet: step.facet, shared: step.shared };
  return { kind, bits, cosine: step.kind === "text" ? step.cosine : null, facet: null, shared: null };
}
