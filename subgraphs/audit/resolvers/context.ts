/** Who asks the audit, and what of drafts this request has read: a read of a draft is in the trail before it is answered. */
import DataLoader from "dataloader";
import type { Identity } from "#kit/identity/identity.ts";
import type { Decision } from "../cases/case.ts";
import { eventOf } from "../cases/events.ts";
import { concerns } from "../cases/rule.ts";
import type { Office } from "../office.ts";
import type { Actor } from "../trail/event.ts";

export interface AuditContext {
  readonly by: Actor;
  readonly isAuditor: boolean;
  /** Notes decisions that are read before they are released; once for a request. */
  readonly draftReads: DataLoader<string, true>;
}

export function contextOf(office: Office, identity: Identity): AuditContext {
  const by = actorOf(identity);
  return {
    by,
    isAuditor: identity.roles.includes("auditor"),
    draftReads: new DataLoader(async (ids) => {
      const decisions = [...ids].sort();
      await office.trail.change(async () => ({
        events: [eventOf("DRAFTS_READ", by, { decisions })],
        result: undefined,
      }));
      return ids.map(() => true);
    }),
  };
}

function actorOf({ subject, roles, department }: Identity): Actor {
  const role = roles.filter((each) => each !== "public").join(" ") || "public";
  return { subject: subject ?? null, role, department: department ?? null };
}

/** Departments see what is released and about themselves; auditors see everything, and it is noted. */
export function maySee(decision: Decision, { isAuditor, by }: AuditContext): boolean {
  if (isAuditor) return true;
  return decision.state === "RELEASED" && by.department !== null && concerns(decision, by.department);
}

/** The decision as the caller may see it; null for one that is not theirs to see. */
export async function seen(decision: Decision | undefined, context: AuditContext): Promise<Decision | null> {
  if (decision === undefined || !maySee(decision, context)) return null;
  if (decision.state !== "RELEASED") await context.draftReads.load(decision.id);
  return decision;
}
