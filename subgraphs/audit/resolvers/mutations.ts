/** Resolvers of what auditors and departments do; each is an event of the trail, or does not happen. */
import type { MeasureInput } from "#kit/records/record.ts";
import { previewOf } from "../analysis/preview.ts";
import type { AnswerPosition } from "../cases/case.ts";
import { eventOf } from "../cases/events.ts";
import { type ActionChange, type ActionInput, addAction, changeAction } from "../cases/follow-up.ts";
import { type ProposalInput, propose } from "../cases/propose.ts";
import { answer, approve, refuse, release } from "../cases/rule.ts";
import { keepSnapshot, narrowed } from "../collection/snapshots.ts";
import { type ExportFormat, exportAudit } from "../exports/export.ts";
import type { Office } from "../office.ts";
import type { SnapshotScope } from "../tables/tables.ts";
import type { AuditContext } from "./context.ts";
import { limited } from "./limited.ts";
import { lookAt, type When } from "./look.ts";
import { shownEvidence, shownMeasure, shownSnapshot } from "./shown.ts";

interface ById {
  readonly id: string;
}

interface Input<Given> {
  readonly input: Given;
}

interface Planned {
  readonly measure: MeasureInput;
  readonly department: string;
  readonly first: number;
}

const mostAlike = 20;

export function mutations(office: Office) {
  return {
    takeSnapshot: async (_: unknown, scope: SnapshotScope, { by }: AuditContext) => {
      const look = await lookAt(office, {});
      const view = narrowed(look.view, scope);
      await office.trail.change(async (manager) => {
        const isNew = await keepSnapshot(manager, view, by.subject ?? "");
        const body = { snapshot: view.id, measures: view.measures.size };
        return { events: isNew ? [eventOf("SNAPSHOT_TAKEN", by, body)] : [], result: undefined };
      });
      return { snapshot: shownSnapshot({ ...look, view }), problems: [] };
    },
    proposeDecision: async (
      _: unknown,
      { input }: Input<ProposalInput & { snapshot?: string | null }>,
      { by }: AuditContext,
    ) => {
      const { view } = await lookAt(office, { snapshot: input.snapshot ?? null });
      return propose(office, view, { by, input });
    },
    approveDecision: (_: unknown, { id }: ById, { by }: AuditContext) => approve(office, { by, id }),
    refuseDecision: (_: unknown, { id, reason }: ById & { readonly reason: string }, { by }: AuditContext) =>
      refuse(office, { by, id }, reason),
    releaseDecision: (_: unknown, { id }: ById, { by }: AuditContext) => release(office, { by, id }),
    answerDecision: (_: unknown, { id, ...given }: ById & Answered, { by }: AuditContext) =>
      answer(office, { by, id }, given),
    addAction: (_: unknown, { input }: Input<ActionInput>, { by }: AuditContext) => addAction(office, by, input),
    changeAction: (_: unknown, { input }: Input<ActionChange>, { by }: AuditContext) => changeAction(office, by, input),
    exportAudit: async (
      _: unknown,
      { format, ...when }: When & { readonly format: ExportFormat },
      { by }: AuditContext,
    ) => {
      const look = await lookAt(office, when);
      return { ...(await exportAudit(office, look, { by, format })), snapshot: shownSnapshot(look) };
    },
    previewMeasure: async (_: unknown, { measure, department, first }: Planned) => {
      const look = await lookAt(office, {});
      const alike = previewOf(look.view, { contract: measure, department }, limited(first, mostAlike));
      return {
        snapshot: shownSnapshot(look),
        alike: alike.map(({ existing, evidence, ...rest }) => ({
          ...rest,
          existing: shownMeasure(existing),
          evidence: shownEvidence(evidence),
        })),
      };
    },
  };
}

interface Answered {
  readonly position: AnswerPosition;
  readonly comment: string;
}
