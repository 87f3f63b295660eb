/** The audit's own tables: every version of every measure it was told of, what the likeness of words was learned from, and snapshots. */
import { outcomeTable } from "#kit/changes/tables.ts";
import { defineTable } from "#kit/database/define-table.ts";
import { batchTable } from "#kit/follow/batches.ts";
import type { HistoryRow, HistoryState } from "#kit/follow/history.ts";
import { departmentListTable } from "#kit/follow/known-departments.ts";
import { positionTable } from "#kit/follow/position.ts";
import type { MeasureInput } from "#kit/records/record.ts";
import { replicaTable } from "#kit/replicas/replicas.ts";
import type { CheckAnswer } from "../ahead/answer.ts";
import { checkpointTable, eventTable, trailTable } from "../trail/tables.ts";

export interface StateRow extends HistoryState {
  /** Versions begun or ended since the model was fitted. */
  readonly changesSinceFit: number;
  /** Changes up to this revision have been looked at for alerts. */
  readonly alertedRevision: number;
}

export interface MeasureVersionRow extends HistoryRow {
  readonly typeName: string;
  readonly version: number;
  /** Time of the department's change that made it. */
  readonly validFrom: string;
  /** The audit's own revision that brought it. */
  readonly fromRevision: number;
  /** Of the content: equal texts are equal contents. */
  readonly digest: string;
  readonly contract: MeasureInput;
}

/** From when on scores are those of a model fitted on the measures of a revision. */
export interface ModelFitRow {
  readonly revision: number;
  readonly at: string;
  readonly measures: number;
}

export interface SnapshotRow {
  /** Hash of what it holds. */
  readonly id: string;
  readonly at: string;
  readonly takenBy: string;
  readonly modelRevision: number;
  readonly scope: SnapshotScope;
  readonly versionIds: readonly number[];
}

/** What of the measures a snapshot holds; what is not stated is not narrowed. */
export type SnapshotScope = {
  readonly departments?: readonly string[] | null;
  readonly fiscalYear?: number | null;
};

/** A check ahead that was kept: 重複確認書. */
export interface SavedCheckRow {
  /** Cannot be guessed: it is a link. */
  readonly id: string;
  /** The fiscal year of its day in Japan, within which it has a number, from 1. */
  readonly fiscalYear: number;
  readonly number: number;
  readonly savedAt: string;
  /** Hash of who asked. */
  readonly savedBy: string;
  /** Of who asked; null for an auditor. */
  readonly department: string | null;
  readonly title: string;
  readonly snapshot: string;
  readonly content: SavedCheckContent;
}

export interface SavedCheckContent {
  readonly planned: { readonly contract: MeasureInput; readonly department: string | null };
  readonly answer: CheckAnswer;
  /** Whether the audit had followed all that the departments had told. */
  readonly wasPreliminary: boolean;
}

export const stateTable = defineTable<StateRow>("audit_state", {
  columns: {
    id: { kind: "integer", key: true },
    revision: { kind: "bigInteger", required: true },
    lastVersionId: { kind: "integer", required: true },
    changesSinceFit: { kind: "integer", required: true },
    alertedRevision: { kind: "bigInteger", required: true },
  },
});

export const measureVersionTable = defineTable<MeasureVersionRow>("measure_version", {
  columns: {
    versionId: { kind: "integer", key: true },
    department: { kind: "code", required: true },
    typeName: { kind: "code", required: true },
    code: { kind: "code", required: true },
    version: { kind: "integer", required: true },
    validFrom: { kind: "moment", required: true },
    validTo: { kind: "moment", required: true },
    fromRevision: { kind: "bigInteger", required: true },
    toRevision: { kind: "bigInteger", required: true },
    digest: { kind: "code", required: true },
    contract: { kind: "json", required: true },
  },
});

export const modelFitTable = defineTable<ModelFitRow>("model_fit", {
  columns: {
    revision: { kind: "bigInteger", key: true },
    at: { kind: "moment", required: true },
    measures: { kind: "integer", required: true },
  },
});

export const snapshotTable = defineTable<SnapshotRow>("snapshot", {
  columns: {
    id: { kind: "code", key: true },
    at: { kind: "moment", required: true },
    takenBy: { kind: "code", required: true },
    modelRevision: { kind: "bigInteger", required: true },
    scope: { kind: "json", required: true },
    versionIds: { kind: "json", required: true },
  },
});

export const savedCheckTable = defineTable<SavedCheckRow>("saved_check", {
  columns: {
    id: { kind: "code", key: true },
    fiscalYear: { kind: "integer", required: true },
    number: { kind: "integer", required: true },
    savedAt: { kind: "moment", required: true },
    savedBy: { kind: "code", required: true },
    department: { kind: "code" },
    title: { kind: "text", required: true },
    snapshot: { kind: "code", required: true },
    content: { kind: "json", required: true },
  },
});

export const auditTables = [
  stateTable,
  positionTable,
  batchTable,
  replicaTable,
  departmentListTable,
  measureVersionTable,
  modelFitTable,
  snapshotTable,
  savedCheckTable,
  trailTable,
  eventTable,
  checkpointTable,
  outcomeTable,
] as const;
