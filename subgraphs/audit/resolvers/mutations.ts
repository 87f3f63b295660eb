/** Resolvers of what auditors and departments do; each is an event of the trail, or does not happen. */
import { showSaved } from "#kit/changes/commit-change.ts";
import type { MeasureInput } from "#kit/records/record.ts";
import type { PairFilter } from "../analysis/pair-filter.ts";
import { previewOf } from "../analysis/preview.ts";
import type { AnswerPosition } from "../cases/case.ts";
import { type ActionChange, type ActionInput, addAction, changeAction } from "../cases/follow-up.ts";
import { type ProposalInput, propose } from "../cases/propose.ts";
import { answer, approve, refuse, release } from "../cases/rule.ts";
import { keepSnapshot, narrowed, readSnapshots } from "../collection/snapshots.ts";
import { type ExportFormat, exportAudit } from "../exports/export.ts";
import type { Office } from "../office.ts";
import type { SnapshotScope } from "../tables/tables.ts";
import { keyedMutation } from "./keyed-mutation.ts";
import { limited } from "./limited.ts";
import { lookAt, type When } from "./look.ts";
import { keptSnapshot, shownEvidence, shownMeasure, shownSnapshot } from "./shown.ts";

interface Exporting {
  readonly format: ExportFormat;
  readonly only?: PairFilter | null;
}

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
    takeSnapshot: keyedMutation(office, async ({ trail }, scope: SnapshotScope, { by }) => {
      const look = await lookAt(office, {});
      const view = narrowed(look.view, scope);
      const id = await trail.change(async (manager) => ({
        events: await keepSnapshot(office, manager, { view, by }),
        result: view.id,
      }));
      // What a repetition is told may be another than would be taken now.
      const [found] = id === view.id ? [] : await showSaved(() => readSnapshots(office, [id]));
      return { snapshot: found ? keptSnapshot(office, found) : shownSnapshot({ ...look, view }), problems: [] };
    }),
    proposeDecision: keyedMutation(
      office,
      async (changing, { input }: Input<ProposalInput & { snapshot?: string | null }>, { by }) => {
        const { view } = await lookAt(office, { snapshot: input.snapshot ?? null });
        return propose(changing, view, { by, input });
      },
    ),
    approveDecision: keyedMutation(office, (changing, { id }: ById, { by }) => approve(changing, { by, id })),
    refuseDecision: keyedMutation(office, (changing, { id, reason }: ById & { readonly reason: string }, { by }) =>
      refuse(changing, { by, id }, reason),
    ),
    releaseDecision: keyedMutation(office, (changing, { id }: ById, { by }) => release(changing, { by, id })),
    answerDecision: keyedMutation(office, (changing, { id, ...given }: ById & Answered, { by }) =>
      answer(changing, { by, id }, given),
    ),
    addAction: keyedMutation(office, (changing, { input }: Input<ActionInput>, { by }) =>
      addAction(changing, by, input),
    ),
    changeAction: keyedMutation(office, (changing, { input }: Input<ActionChange>, { by }) =>
      changeAction(changing, by, input),
    ),
    exportAudit: keyedMutation(office, async (changing, { format, only, ...when }: When & Exporting, { by }) => {
      const look = await lookAt(office, when);
      const exported = { ...look, only: only ?? undefined, departmentName: office.departmentName };
      return { ...(await exportAudit(changing, exported, { by, format })), snapshot: shownSnapshot(look) };
    }),
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
