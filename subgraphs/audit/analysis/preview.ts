/** What exists that is like a measure which is only planned: where, for whom, and with what evidence. */
import type { MeasureInput } from "#kit/records/record.ts";
import { areas, targetGroups } from "#kit/reference/lists.ts";
import { type AuditedMeasure, recordOf } from "../collection/measure.ts";
import type { View } from "../collection/view.ts";
import type { Evidence } from "../overlap/evidence.ts";
import type { OverlapClass } from "../pairing/judge.ts";
import { pairingOf } from "../pairing/pairing.ts";
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
  const record = recordOf("", department, contract);
  const measure: AuditedMeasure = { ...unwritten, department, code: contract.code, contract, record };
  const planned = view.explaining.read(record);
  const pairing = pairingOf(view);
  return view.index
    .check(record, { top: top + 1, least: leastBits })
    .flatMap(({ id, bits }) => {
      const existing = view.measures.get(id);
      if (existing === undefined || isItself(existing)) return [];
      const evidence = view.explaining.explain(planned, view.explaining.read(existing.record));
      const { class: found } = pairing.judge(measure, existing);
      return found ? [{ existing, bits, class: found, evidence, ...reachOf(existing.contract) }] : [];
    })
    .slice(0, top);
}

/** What a plan has none of. */
const unwritten = { id: "", version: 0, versionId: 0, digest: "", since: "" } as const;

/** Where a measure applies and for whom it is, in Japanese. */
export function reachOf(contract: MeasureInput) {
  return {
    areas: (contract.areas ?? []).map((code) => areas.get(code)?.name.ja ?? code),
    targets: (contract.targetGroups ?? []).map((code) => targetGroups.get(code)?.name.ja ?? code),
  };
}
