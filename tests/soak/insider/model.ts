/** What must be true, whatever was done: all that is acknowledged, and of what is not known both possibilities. */
import type { FindingState } from "./finding-model.ts";
import type { RecordChange, RecordState } from "./record-model.ts";
import { absent } from "./record-model.ts";
import type { RegistryModel } from "./registry-model.ts";

export const departments = ["employment", "industry"] as const;
export type DepartmentName = (typeof departments)[number];

export interface SentChange {
  readonly change: RecordChange;
  readonly department: DepartmentName;
  /** By the hub's clock. */
  readonly at: number;
}

export interface Model {
  readonly records: Record<DepartmentName, Record<string, readonly RecordState[]>>;
  /** With an idempotency key. */
  sent: readonly SentChange[];
  /** By the id of a finding. */
  readonly findings: Record<string, readonly FindingState[]>;
  readonly registry: RegistryModel;
  /** The fewest events that the trail can have. */
  trailSize: number;
  /** What was numbered so far. */
  numbered: number;
}

const recordsEach = 10;

export function createModel(findingIds: readonly string[], registry: RegistryModel): Model {
  const codes = Array.from({ length: recordsEach }, (_, index) => `SOAK-${index}`);
  const recordsOf = () => Object.fromEntries(codes.map((code) => [code, [absent]]));
  return {
    records: { employment: recordsOf(), industry: recordsOf() },
    sent: [],
    findings: Object.fromEntries(findingIds.map((id) => [id, [{ decisions: [] }]])),
    registry,
    trailSize: 0,
    numbered: 0,
  };
}

export function nextNumber(model: Model): number {
  model.numbered += 1;
  return model.numbered;
}
