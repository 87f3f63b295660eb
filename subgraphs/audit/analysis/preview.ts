/** What exists that is like a measure which is only planned: where, for whom, and with what evidence. */
import type { MeasureInput } from "#kit/records/record.ts";
import { areas, targetGroups } from "#kit/reference/lists.ts";
import { type AuditedMeasure, recordOf } from "../collection/measure.ts";
import type { View } from "../collection/view.ts";
import type { OverlapClass } from "../overlap/classify.ts";
import type { Evidence } from "../overlap/evidence.ts";
import { leastBits } from "./pairs.ts";

export interface Planned {
  readonly contract: MeasureInput;
  readonly department: string;
}

export interface PreviewedOverlap {
  readonly existing: AuditedMeasure;
  readonly bits: number;
  readonly class: OverlapClass;
  readonly areas: readonly string[];
  readonly targets: readonly string[];
  readonly evidence: Evidence;
}

/** What has the same code in the same department is the measure itself, as it stands so far. */
export function previewOf(view: View, { contract, department }: Planned, top: number): readonly PreviewedOverlap[] {
  const isItself = (measure: AuditedMeasure) => measure.department === department && measure.code === contract.code;
  const planned = view.explaining.read(recordOf("", department, contract));
  return view.index
    .check(planned.record, { top: top + 1, least: leastBits })
    .flatMap(({ id, bits }) => {
      const existing = view.measures.get(id);
      if (existing === undefined || isItself(existing)) return [];
      const evidence = view.explaining.explain(planned, view.explaining.read(existing.record));
      return evidence.class ? [{ existing, bits, class: evidence.class, evidence, ...reachOf(existing.contract) }] : [];
    })
    .slice(0, top);
}

/** Where a measure applies and for whom it is, in Japanese. */
export function reachOf(contract: MeasureInput) {
  return {
    areas: (contract.areas ?? []).map((code) => areas.get(code)?.name.ja ?? code),
    targets: (contract.targetGroups ?? []).map((code) => targetGroups.get(code)?.name.ja ?? code),
  };
}
