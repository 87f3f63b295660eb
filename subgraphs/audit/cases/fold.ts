/** Folds events into what they have come to. Each decision is replaced, never changed, so that whoever holds one keeps it as it was. */

import type { SnapshotTaken, TakenSnapshot } from "../collection/taken-snapshot.ts";
import type { Decision, FollowUpAction, Label, Labelling, PairJudgement, Proposal } from "./case.ts";
import type { EventBodies, KnownEvent } from "./events.ts";

export interface Cases {
  /** Number of the last event in it, and its hash. */
  sequence: number;
  lastHash: string;
  readonly decisions: Map<string, Decision>;
  /** Ids of decisions by what they are about, oldest first. */
  readonly byFinding: Map<string, readonly string[]>;
  readonly decisionOfAction: Map<string, string>;
  /** The last label of each pair. */
  readonly labels: Map<string, Label>;
  readonly labellings: Map<string, Labelling>;
  /** What was said of each kept snapshot when it was taken, by its id, oldest first. */
  readonly snapshots: Map<string, TakenSnapshot>;
  /** What was said of each saved check, by its id, oldest first. */
  readonly checks: Map<string, SavedCheck>;
}

export interface SavedCheck {
  readonly digest: string;
  /** Of who asked; null for an auditor. */
  readonly department: string | null;
}

export function noCases(): Cases {
  return {
    sequence: 0,
    lastHash: "",
    decisions: new Map(),
    byFinding: new Map(),
    decisionOfAction: new Map(),
    labels: new Map(),
    labellings: new Map(),
    snapshots: new Map(),
    checks: new Map(),
  };
}

/** Kinds that change nothing here are passed over. */
export function fold(cases: Cases, event: KnownEvent): void {
  if (event.kind === "DECISION_PROPOSED") addProposal(cases, event.body, event);
  else if (event.kind === "LABELLING_DRAWN") addLabelling(cases, event.body, event);
  else if (event.kind === "PAIR_LABELLED") addLabel(cases, event.body);
  else if (event.kind === "SNAPSHOT_TAKEN") addSnapshot(cases, event.body, event);
  else if (event.kind === "CHECK_SAVED")
    cases.checks.set(event.body.check, { digest: event.body.digest, department: event.by.department });
  else if ("decision" in event.body) changeDecision(cases, event.body.decision, event);
}

function addProposal(cases: Cases, { decision: id, ...proposal }: Proposal, { at, by }: KnownEvent): void {
  cases.decisions.set(id, {
    ...proposal,
    id,
    state: "PROPOSED",
    proposedAt: at,
    proposedBy: by.subject,
    approvedAt: null,
    approvedBy: null,
    releasedAt: null,
    refusal: null,
    answers: [],
    actions: [],
    alerts: [],
  });
  cases.byFinding.set(proposal.findingId, [...(cases.byFinding.get(proposal.findingId) ?? []), id]);
}

function addSnapshot({ snapshots }: Cases, taken: SnapshotTaken, { at, by }: KnownEvent): void {
  snapshots.set(taken.snapshot, { ...taken, takenAt: at, takenBy: by.subject ?? "" });
}

type Drawn = EventBodies["LABELLING_DRAWN"];

function addLabelling({ labellings }: Cases, { labelling: id, ...drawn }: Drawn, { at, by }: KnownEvent): void {
  labellings.set(id, { ...drawn, id, drawnAt: at, drawnBy: by.subject, judgements: new Map() });
}

function addLabel({ labels, labellings }: Cases, label: EventBodies["PAIR_LABELLED"]): void {
  const { a, b, alike, bits, sample, labelling: id, number } = label;
  labels.set(`${a} ${b}`, { a, b, alike, bits, sample });
  const labelling = id === undefined ? undefined : labellings.get(id);
  if (labelling === undefined || number === undefined) return;
  const judgements = new Map(labelling.judgements).set(number, judgementOf(alike));
  labellings.set(labelling.id, { ...labelling, judgements });
}

function judgementOf(alike: boolean | null): PairJudgement {
  if (alike === null) return "UNSURE";
  return alike ? "ALIKE" : "NOT_ALIKE";
}

function changeDecision(cases: Cases, id: string, event: KnownEvent): void {
  const decision = cases.decisions.get(id);
  if (decision === undefined) return;
  cases.decisions.set(id, { ...decision, ...changeOf(decision, event) });
  if (event.kind === "ACTION_ADDED") cases.decisionOfAction.set(event.body.action, id);
}

function changeOf(decision: Decision, event: KnownEvent): Partial<Decision> {
  const { at, by } = event;
  switch (event.kind) {
    case "DECISION_APPROVED":
      return { state: "APPROVED", approvedAt: at, approvedBy: by.subject };
    case "DECISION_REFUSED":
      return { state: "REFUSED", refusal: event.body.reason };
    case "DECISION_RELEASED":
      return { state: "RELEASED", releasedAt: at };
    case "DEPARTMENT_ANSWERED": {
      const { department, position, comment } = event.body;
      const others = decision.answers.filter((each) => each.department !== department);
      return { answers: [...others, { department, position, comment, at }] };
    }
    case "ACTION_ADDED":
      return { actions: [...decision.actions, addedAction(event.body)] };
    case "ACTION_CHANGED":
      return { actions: decision.actions.map((action) => changedAction(action, event.body)) };
    case "ALERT_RAISED": {
      const { reason, measure, digest } = event.body;
      return { alerts: [...decision.alerts, { reason, measure, digest, at }] };
    }
    default:
      return {};
  }
}

function addedAction({ action: id, decision: decisionId, ...rest }: EventBodies["ACTION_ADDED"]): FollowUpAction {
  const { text, department, owner, dueOn, estimatedSaving } = rest;
  const stated = { id, decisionId, text, department, owner, dueOn, estimatedSaving };
  return { ...stated, status: "NOT_ADDRESSED", note: null, realisedSaving: null };
}

function changedAction(action: FollowUpAction, changed: EventBodies["ACTION_CHANGED"]): FollowUpAction {
  if (action.id !== changed.action) return action;
  const { status, note, realisedSaving } = changed;
  return { ...action, status, note, realisedSaving: realisedSaving ?? action.realisedSaving };
}
