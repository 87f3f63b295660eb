/** The catalog's tables: every version of every record with its times, and what it is found by. */
import { defineTable } from "#kit/database/define-table.ts";
import { batchTable } from "#kit/follow/batches.ts";
import type { HistoryRow, HistoryState } from "#kit/follow/history.ts";
import { departmentListTable } from "#kit/follow/known-departments.ts";
import { positionTable } from "#kit/follow/position.ts";
import type { ContractInput, RecordInterface } from "#kit/records/record.ts";
import { replicaTable } from "#kit/replicas/replicas.ts";

export interface StateRow extends HistoryState {
  /** Another one each time a department is forgotten: processes of earlier releases know by it that their cursors are void. */
  readonly epoch: string;
}

export interface VersionRow extends HistoryRow {
  readonly recordInterface: RecordInterface;
  readonly typeName: string;
  readonly version: number;
  /** Time of the change that made it; from then on the graph said so. */
  readonly validFrom: string;
  /** Revision that brought it into the catalog. */
  readonly fromRevision: number;
  readonly sortName: string;
  /** 1 where no figure is stated, so that unknown budgets stand last in either direction. */
  readonly budgetUnknown: number;
  /** The largest figure. */
  readonly budgetAmount: number;
}

export interface ContentRow {
  readonly versionId: number;
  readonly contract: ContractInput;
}

export interface FacetRow {
  readonly versionId: number;
  readonly facet: string;
  readonly value: string;
}

export interface BudgetAmountRow {
  readonly versionId: number;
  readonly amount: number;
}

export interface PostingRow {
  readonly token: string;
  readonly versionId: number;
  /** How much the token says about the record, from 1 up. */
  readonly impact: number;
}

export const stateTable = defineTable<StateRow>("catalog_state", {
  columns: {
    id: { kind: "integer", key: true },
    epoch: { kind: "code", required: true },
    revision: { kind: "bigInteger", required: true },
    lastVersionId: { kind: "integer", required: true },
  },
});

export const versionTable = defineTable<VersionRow>("record_version", {
  columns: {
    versionId: { kind: "integer", key: true },
    recordInterface: { kind: "code", required: true },
    department: { kind: "code", required: true },
    typeName: { kind: "code", required: true },
    code: { kind: "code", required: true },
    version: { kind: "integer", required: true },
    validFrom: { kind: "moment", required: true },
    validTo: { kind: "moment", required: true },
    fromRevision: { kind: "bigInteger", required: true },
    toRevision: { kind: "bigInteger", required: true },
    sortName: { kind: "code", required: true },
    budgetUnknown: { kind: "integer", required: true },
    budgetAmount: { kind: "bigInteger", required: true },
  },
});

/** Apart from the versions, so that what is scanned stays small. */
export const contentTable = defineTable<ContentRow>("record_content", {
  columns: { versionId: { kind: "integer", key: true }, contract: { kind: "json", required: true } },
});

export const facetTable = defineTable<FacetRow>("version_facet", {
  columns: {
    versionId: { kind: "integer", key: true },
    facet: { kind: "code", key: true },
    value: { kind: "code", key: true },
  },
});

export const budgetAmountTable = defineTable<BudgetAmountRow>("version_budget", {
  columns: { versionId: { kind: "integer", key: true }, amount: { kind: "bigInteger", key: true } },
});

export const postingTable = defineTable<PostingRow>("posting", {
  columns: {
    token: { kind: "code", key: true },
    versionId: { kind: "integer", key: true },
    impact: { kind: "integer", required: true },
  },
});

/** The tables with rows of a version, those that hang on it first. */
export const versionTables = [postingTable, budgetAmountTable, facetTable, contentTable, versionTable] as const;

export const catalogTables = [
  stateTable,
  positionTable,
  batchTable,
  replicaTable,
  departmentListTable,
  ...versionTables,
] as const;
