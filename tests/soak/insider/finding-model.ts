/** What must be so of one finding of the audit: the decisions about it, in their order. */

import type { Told } from "./outcome.ts";
import type { Name } from "./people.ts";

export interface DecisionState {
  /** A text that no other decision has. */
  readonly reason: string;
  readonly proposedBy: Name;
  readonly state: "PROPOSED" | "APPROVED" | "REFUSED" | "RELEASED";
}

export interface FindingState {
  readonly decisions: readonly DecisionState[];
}

export interface FindingChange {
  readonly kind: "propose" | "approve" | "refuse" | "release";
  readonly reason: string;
  readonly by: Name;
}

export function applyToFinding(
  { kind, reason, by }: FindingChange,
  state: FindingState,
): { readonly told: Told; readonly after: FindingState } {
  const refuse = (code: string) => ({ told: { kind: "refused", code } as const, after: state });
  const made = { kind: "made", version: null } as const;
  if (kind === "propose") {
    if (state.decisions.at(-1)?.state === "PROPOSED") return refuse("WRONG_STATE");
    return { told: made, after: { decisions: [...state.decisions, { reason, proposedBy: by, state: "PROPOSED" }] } };
  }
  const decision = state.decisions.find((each) => each.reason === reason);
  if (decision === undefined) return refuse("NOT_FOUND");
  if (decision.state !== (kind === "release" ? "APPROVED" : "PROPOSED")) return refuse("WRONG_STATE");
  if (kind !== "release" && decision.proposedBy === by) return refuse("SAME_PERSON");
  const after = { ...decision, state: stateAfter[kind] };
  return { told: made, after: { decisions: state.decisions.map((each) => (each === decision ? after : each)) } };
}

const stateAfter = { approve: "APPROVED", refuse: "REFUSED", release: "RELEASED" } as const;
