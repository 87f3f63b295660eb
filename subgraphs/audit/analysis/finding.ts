/** A finding: what the audit found, named so that the same finding has the same id whenever it is found. */
import type { Bilingual } from "#kit/errors.ts";
import type { AuditedMeasure } from "../collection/measure.ts";

export type FindingKind =
  | "OVERLAP"
  | "FAMILY"
  | "GAP"
  | "TARGET_GAP"
  | "RELATION_FAULT"
  | "STACKING_CONFLICT"
  | "DATA_QUALITY";

export interface Finding {
  readonly id: string;
  readonly kind: FindingKind;
  /** What precisely. */
  readonly code: string;
  readonly text: Bilingual;
  readonly measures: readonly AuditedMeasure[];
}

export function findingId(kind: FindingKind, ...parts: readonly string[]): string {
  return [kind, ...parts].join(":");
}

export function overlapId(one: string, other: string): string {
  return one < other ? findingId("OVERLAP", one, other) : findingId("OVERLAP", other, one);
}

/** The two measures of a finding that is an overlap; undefined for other ids. */
export function overlapIn(id: string): readonly [string, string] | undefined {
  const [kind, a, b, ...more] = id.split(":");
  return kind === "OVERLAP" && a && b && a < b && more.length === 0 ? [a, b] : undefined;
}
