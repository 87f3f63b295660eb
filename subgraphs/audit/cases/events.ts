/** The kinds of events, with what each says: the trail is where decisions are kept, so that nothing else could differ from it. */
import type { SnapshotTaken } from "../collection/taken-snapshot.ts";
import type { JsonObject } from "../trail/canonical-json.ts";
import type { Actor, NewEvent } from "../trail/event.ts";
import type { ActionStatus, AlertReason, AnswerPosition, DrawnPair, LabelSample, Proposal } from "./case.ts";

/** A check ahead that was kept, by the digest of all that is kept of it. */
export type SavedCheckEvent = {
  readonly check: string;
  readonly fiscalYear: number;
  readonly number: number;
  readonly snapshot: string;
  readonly digest: string;
};

export type EventBodies = {
  readonly DECISION_PROPOSED: Proposal;
  readonly DECISION_APPROVED: { readonly decision: string };
  readonly DECISION_REFUSED: { readonly decision: string; readonly reason: string };
  readonly DECISION_RELEASED: { readonly decision: string };
  readonly DEPARTMENT_ANSWERED: {
    readonly decision: string;
    readonly department: string;
    readonly position: AnswerPosition;
    readonly comment: string;
  };
  readonly ACTION_ADDED: {
    readonly decision: string;
    readonly action: string;
    readonly text: string;
    readonly department: string;
    readonly owner: string;
    readonly dueOn: string;
    readonly estimatedSaving: number | null;
  };
  readonly ACTION_CHANGED: {
    readonly decision: string;
    readonly action: string;
    readonly status: ActionStatus;
    readonly note: string | null;
    readonly realisedSaving: number | null;
  };
  readonly ALERT_RAISED: {
    readonly decision: string;
    readonly reason: AlertReason;
    readonly measure: string;
    readonly digest: string;
  };
  readonly LABELLING_DRAWN: {
    readonly labelling: string;
    readonly snapshot: string;
    readonly model: string;
    readonly seed: number;
    readonly controlPercent: number;
    readonly pairs: readonly DrawnPair[];
  };
  readonly PAIR_LABELLED: {
    /** Absent, with the number, in labels from before samples were kept. */
    readonly labelling?: string;
    readonly number?: number;
    readonly a: string;
    readonly b: string;
    /** Null for not sure. */
    readonly alike: boolean | null;
    /** As they stood, hidden from who labelled. */
    readonly bits: number;
    readonly model: string;
    readonly sample: LabelSample;
    readonly seed: number;
    readonly digests: readonly string[];
  };
  readonly SNAPSHOT_TAKEN: SnapshotTaken;
  readonly CHECK_SAVED: SavedCheckEvent;
  readonly DRAFTS_READ: { readonly decisions: readonly string[] };
  readonly CHANGE_REFUSED: { readonly attempt: string; readonly problem: string; readonly about: string | null };
  readonly EXPORTED: { readonly format: string; readonly snapshot: string; readonly sha256: string };
};

export type EventKind = keyof EventBodies;

export function eventOf<Kind extends EventKind>(kind: Kind, by: Actor, body: EventBodies[Kind] & JsonObject): NewEvent {
  return { kind, by, body };
}

/** An event as it was written by `eventOf`. */
export type KnownEvent = {
  [Kind in EventKind]: {
    readonly kind: Kind;
    readonly by: Actor;
    readonly at: string;
    readonly body: EventBodies[Kind];
  };
}[EventKind];
