/** Proposes a decision about a finding, on a snapshot that is kept with it. */
import { randomUUID } from "node:crypto";
import { evidenceOf } from "../analysis/evidence.ts";
import type { Finding } from "../analysis/finding.ts";
import { findFinding } from "../analysis/findings.ts";
import { keepSnapshot } from "../collection/snapshots.ts";
import type { View } from "../collection/view.ts";
import type { Office } from "../office.ts";
import type { OverlapClass } from "../pairing/judge.ts";
import type { Actor } from "../trail/event.ts";
import type { DecisionOption, Proposal, Verdict } from "./case.ts";
import { carryOut, type Outcome } from "./command.ts";
import { eventOf } from "./events.ts";
import { type Problem, problems } from "./problems.ts";
import { lastDecision } from "./state-of.ts";

export interface ProposalInput {
  readonly findingId: string;
  readonly verdict: Verdict;
  readonly class?: OverlapClass | null;
  readonly warranted?: boolean | null;
  readonly reason: string;
  readonly effects?: string | null;
  readonly options: readonly OptionInput[];
}

interface OptionInput extends Pick<DecisionOption, "kind" | "text"> {
  readonly savingFrom?: number | null;
  readonly savingTo?: number | null;
  readonly confidence?: string | null;
  readonly effects?: string | null;
}

export function propose(
  office: Office,
  view: View,
  { by, input }: { by: Actor; input: ProposalInput },
): Promise<Outcome> {
  const command = { by, attempt: "proposeDecision", about: input.findingId };
  return carryOut(office, command, async (known, manager) => {
    const finding = findFinding(view, input.findingId);
    const problem = problemOf(input, finding);
    if (problem || finding === undefined) return { problem: problem ?? problems.findingMissing };
    if (lastDecision(known, finding.id)?.state === "PROPOSED") return { problem: problems.alreadyProposed };
    const proposal = proposalOf(input, finding, view);
    const taken = await keepSnapshot(office, manager, { view, by });
    return { events: [...taken, eventOf("DECISION_PROPOSED", by, proposal)], decision: proposal.decision };
  });
}

function problemOf(input: ProposalInput, finding: Finding | undefined): Problem | undefined {
  if (finding === undefined) return problems.findingMissing;
  if (input.reason.trim() === "") return problems.reasonMissing;
  const isOverlap = finding.kind === "OVERLAP" && input.verdict === "CONFIRMED";
  if (isOverlap && (!input.class || typeof input.warranted !== "boolean")) return problems.classMissing;
  return input.options.every(isRange) ? undefined : problems.rangeReversed;
}

function isRange({ savingFrom, savingTo }: OptionInput): boolean {
  const [from, to] = [savingFrom ?? 0, savingTo ?? Number.MAX_SAFE_INTEGER];
  return from >= 0 && to >= from;
}

function proposalOf(input: ProposalInput, finding: Finding, view: View): Proposal {
  const [a, b] = finding.measures;
  return {
    decision: randomUUID(),
    findingId: finding.id,
    findingKind: finding.kind,
    snapshotId: view.id,
    verdict: input.verdict,
    class: input.class ?? null,
    bits: finding.kind === "OVERLAP" && a && b ? evidenceOf(view, a, b).bits : null,
    warranted: input.warranted ?? null,
    reason: input.reason,
    effects: input.effects ?? null,
    options: input.options.map(({ kind, text, savingFrom, savingTo, confidence, effects }) => ({
      kind,
      text,
      savingFrom: savingFrom ?? null,
      savingTo: savingTo ?? null,
      confidence: confidence ?? null,
      effects: effects ?? null,
    })),
    measures: finding.measures.map(({ id, contract, department, version, digest }) => ({
      id,
      name: contract.name.ja,
      department,
      version,
      digest,
    })),
  };
}
