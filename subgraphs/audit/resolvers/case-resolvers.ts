/** Resolvers of decisions, follow-up, labelling and the trail. */
import { inTurns } from "#kit/turns/steps.ts";
import { calibrationOf, probabilityOf } from "../cases/calibration.ts";
import { type Decision, type DecisionState, type FollowUpAction, isAddressed } from "../cases/case.ts";
import { followUpOf, isOverdue, todayInJapan } from "../cases/follow-up.ts";
import { pairsToLabel, preparePairsToLabel } from "../cases/labelling.ts";
import { listSnapshots } from "../collection/snapshots.ts";
import type { Office } from "../office.ts";
import { rowOf } from "../trail/event.ts";
import { type AuditContext, seen } from "./context.ts";
import { limited } from "./limited.ts";
import { lookAt, type When } from "./look.ts";
import { shownMeasure, shownSnapshot } from "./shown.ts";

type AsOf = Pick<When, "asOf">;

interface Sample {
  readonly first: number;
  readonly controlPercent: number;
  readonly seed: number;
}

export function caseResolvers(office: Office) {
  const casesAt = ({ asOf }: AsOf) => (asOf ? office.cases.asOf(asOf) : office.cases.current());
  return {
    auditSnapshots: async () => {
      const cases = await office.cases.current();
      const rows = await listSnapshots(office.database.reader);
      return Promise.all(
        rows.map(async (row) => shownSnapshot({ office, cases, view: await office.collection.ofSnapshot(row) })),
      );
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
    labelling: async (_: unknown, { first, controlPercent, seed }: Sample) => {
      const look = await lookAt(office, {});
      await preparePairsToLabel(look.view, seed);
      const sampling = { first: limited(first, 50), controlPercent: limited(controlPercent, 100), seed };
      const probability = probabilityOf(look.cases);
      const pairs = await inTurns(pairsToLabel(look.view, look.cases, { ...sampling, probability }));
      return {
        snapshot: shownSnapshot(look),
        seed,
        pairs: pairs.map(({ a, b, sample }) => ({ a: shownMeasure(a), b: shownMeasure(b), sample })),
      };
    },
    calibration: async () => calibrationOf(await office.cases.current()),
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

export const caseTypes = {
  AuditDecision: {
    measures: ({ measures }: Decision) => measures.map((each) => ({ ...each, measure: { id: each.id } })),
    proposedBy: ({ proposedBy }: Decision, _: unknown, { isAuditor }: AuditContext) => (isAuditor ? proposedBy : null),
    approvedBy: ({ approvedBy }: Decision, _: unknown, { isAuditor }: AuditContext) => (isAuditor ? approvedBy : null),
    alerts: ({ alerts }: Decision) => alerts.map((each) => ({ ...each, measure: { id: each.measure } })),
    isAddressed,
  },
  FollowUpAction: { isOverdue: (action: FollowUpAction) => isOverdue(action, todayInJapan()) },
};
