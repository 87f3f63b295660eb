/** Resolvers of decisions, follow-up, snapshots and the trail. */
import { calibrationOf } from "../cases/calibration.ts";
import { type Decision, type DecisionState, type FollowUpAction, isAddressed } from "../cases/case.ts";
import { followUpOf, isOverdue, todayInJapan } from "../cases/follow-up.ts";
import { awaitedDepartments, secondPersonProblem } from "../cases/rule.ts";
import { readSnapshots } from "../collection/snapshots.ts";
import type { Office } from "../office.ts";
import { rowOf } from "../trail/event.ts";
import { decidedPair } from "./analyses.ts";
import { type AuditContext, seen } from "./context.ts";
import { limited, type Page, within } from "./limited.ts";
import type { When } from "./look.ts";
import { keptSnapshot } from "./shown.ts";

type AsOf = Pick<When, "asOf">;

export function caseResolvers(office: Office) {
  const casesAt = ({ asOf }: AsOf) => (asOf ? office.cases.asOf(asOf) : office.cases.current());
  return {
    auditSnapshots: async (_: unknown, page: Page) => {
      const [start, end] = within(page, 100);
      const { snapshots } = await office.cases.current();
      const ids = [...snapshots.keys()].reverse().slice(start, end);
      const found = await readSnapshots(office, ids);
      return found.map((each) => keptSnapshot(office, each));
    },
    auditDecisions: async (_: unknown, { states, ...when }: AsOf & States, context: AuditContext) => {
      const { decisions } = await casesAt(when);
      const wanted = [...decisions.values()].filter(({ state }) => !states || states.includes(state));
      const shown = await Promise.all(wanted.map((each) => seen(each, context)));
      return shown.filter((each) => each !== null);
    },
    auditDecision: async (_: unknown, { id, ...when }: AsOf & { readonly id: string }, context: AuditContext) =>
      seen((await casesAt(when)).decisions.get(id), context),
    followUp: async (_: unknown, when: AsOf) =>
      followUpOf(await casesAt(when), when.asOf?.slice(0, 10) ?? todayInJapan()),
    calibration: async (_: unknown, when: AsOf) => calibrationOf(await casesAt(when)),
    auditTrail: async (_: unknown, { after, first }: { readonly after: number; readonly first: number }) => ({
      size: () => office.trail.size(),
      events: async () => {
        const events = await office.trail.read(after, limited(first, 1_000));
        return events.map((event) => ({ ...event, ...event.by, event: rowOf(event).event }));
      },
    }),
  };
}

interface States {
  readonly states?: readonly DecisionState[] | null;
}

export const caseTypes = (office: Office) => ({
  AuditDecision: {
    measures: ({ measures }: Decision) => measures.map((each) => ({ ...each, measure: { id: each.id } })),
    proposedBy: ({ proposedBy }: Decision, _: unknown, { isAuditor }: AuditContext) => (isAuditor ? proposedBy : null),
    approvedBy: ({ approvedBy }: Decision, _: unknown, { isAuditor }: AuditContext) => (isAuditor ? approvedBy : null),
    alerts: ({ alerts }: Decision) => alerts.map((each) => ({ ...each, measure: { id: each.measure } })),
    isAddressed,
    awaitedDepartments,
    canApprove: (decision: Decision, _: unknown, { isAuditor, by }: AuditContext) =>
      isAuditor && secondPersonProblem(decision, by) === undefined,
    pair: (decision: Decision) => decidedPair(office, decision),
  },
  FollowUpAction: { isOverdue: (action: FollowUpAction) => isOverdue(action, todayInJapan()) },
});
