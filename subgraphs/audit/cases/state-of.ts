/** How far a finding is decided; a dismissed one comes back when one of its measures changes. */
import type { Finding } from "../analysis/finding.ts";
import { type Decision, isSettled } from "./case.ts";
import type { Cases } from "./fold.ts";

export type FindingState = "OPEN" | "PROPOSED" | "DECIDED" | "RELEASED" | "DISMISSED";

/** The last decision that was not refused. */
export function lastDecision({ byFinding, decisions }: Cases, findingId: string): Decision | undefined {
  const all = (byFinding.get(findingId) ?? []).flatMap((id) => decisions.get(id) ?? []);
  return all.findLast(({ state }) => state !== "REFUSED");
}

export function stateOf(cases: Cases, finding: Finding): FindingState {
  const decision = lastDecision(cases, finding.id);
  if (decision === undefined) return "OPEN";
  if (!isSettled(decision)) return "PROPOSED";
  if (decision.verdict === "DISMISSED") return isAsDecided(decision, finding) ? "DISMISSED" : "OPEN";
  return decision.state === "RELEASED" ? "RELEASED" : "DECIDED";
}

function isAsDecided({ measures }: Decision, finding: Finding): boolean {
  const now = new Map(finding.measures.map(({ id, digest }) => [id, digest]));
  return measures.every(({ id, digest }) => now.get(id) === digest);
}
