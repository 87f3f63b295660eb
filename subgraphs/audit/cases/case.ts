/** What the audit's people did with the findings, as the trail's events say it. */
import type { FindingKind } from "../analysis/finding.ts";
import type { OverlapClass } from "../pairing/judge.ts";

export type Verdict = "CONFIRMED" | "DISMISSED";
export type DecisionState = "PROPOSED" | "APPROVED" | "REFUSED" | "RELEASED";
export type AnswerPosition = "AGREE" | "PARTLY" | "DISAGREE";
export type ActionStatus = "ADDRESSED" | "PARTIALLY_ADDRESSED" | "NOT_ADDRESSED" | "CLOSED_OTHER";
export type LabelSample = "UNCERTAIN" | "CONTROL";
export type PairJudgement = "ALIKE" | "NOT_ALIKE" | "UNSURE";
export type AlertReason = "CHANGED" | "GONE" | "JOINED";

export type DecisionOption = {
  readonly kind: string;
  readonly text: string;
  readonly savingFrom: number | null;
  readonly savingTo: number | null;
  readonly confidence: string | null;
  /** Absent in what was proposed before options had effects of their own. */
  readonly effects?: string | null;
};

export type DecidedMeasure = {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly version: number;
  readonly digest: string;
};

/** What is decided on. */
export type Proposal = {
  readonly decision: string;
  readonly findingId: string;
  readonly findingKind: FindingKind;
  readonly snapshotId: string;
  readonly verdict: Verdict;
  readonly class: OverlapClass | null;
  /** Weight of the evidence as it stood; null where there is none. */
  readonly bits: number | null;
  readonly warranted: boolean | null;
  readonly reason: string;
  readonly effects: string | null;
  readonly options: readonly DecisionOption[];
  readonly measures: readonly DecidedMeasure[];
};

export interface DepartmentAnswer {
  readonly department: string;
  readonly position: AnswerPosition;
  readonly comment: string;
  readonly at: string;
}

export interface FollowUpAction {
  readonly id: string;
  readonly decisionId: string;
  readonly text: string;
  readonly department: string;
  readonly owner: string;
  readonly dueOn: string;
  readonly estimatedSaving: number | null;
  readonly status: ActionStatus;
  readonly note: string | null;
  readonly realisedSaving: number | null;
}

export interface DecisionAlert {
  readonly reason: AlertReason;
  readonly measure: string;
  /** Of the content that it was raised for. */
  readonly digest: string;
  readonly at: string;
}

export interface Decision extends Omit<Proposal, "decision"> {
  readonly id: string;
  readonly state: DecisionState;
  readonly proposedAt: string;
  readonly proposedBy: string | null;
  readonly approvedAt: string | null;
  readonly approvedBy: string | null;
  readonly releasedAt: string | null;
  readonly refusal: string | null;
  readonly answers: readonly DepartmentAnswer[];
  readonly actions: readonly FollowUpAction[];
  readonly alerts: readonly DecisionAlert[];
}

export interface Label {
  readonly a: string;
  readonly b: string;
  /** Null where whoever looked was not sure: nothing is learned from that. */
  readonly alike: boolean | null;
  readonly bits: number;
  readonly sample: LabelSample;
}

/** A pair of a sample, with what is hidden from who labels it. */
export type DrawnPair = {
  readonly a: string;
  readonly b: string;
  /** The versions that are looked at, whatever becomes of the measures. */
  readonly versionIds: readonly [number, number];
  readonly digests: readonly [string, string];
  readonly bits: number;
  readonly sample: LabelSample;
};

export interface Labelling {
  readonly id: string;
  readonly drawnAt: string;
  readonly drawnBy: string | null;
  readonly snapshot: string;
  readonly model: string;
  readonly seed: number;
  readonly controlPercent: number;
  readonly pairs: readonly DrawnPair[];
  /** What was last said of a pair, by its place from 1. */
  readonly judgements: ReadonlyMap<number, PairJudgement>;
}

/** Whether what was decided holds: two people stand behind it. */
export function isSettled({ state }: Decision): boolean {
  return state === "APPROVED" || state === "RELEASED";
}

/** An area is addressed only when all its actions are; what was closed for another reason is not in the way. Null without actions. */
export function isAddressed({ actions }: Decision): boolean | null {
  const open = actions.filter(({ status }) => status !== "CLOSED_OTHER");
  return actions.length === 0 ? null : open.every(({ status }) => status === "ADDRESSED");
}
