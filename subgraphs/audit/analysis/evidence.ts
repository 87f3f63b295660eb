/** Why two measures of a view are alike; each measure is read once. */
import type { AuditedMeasure } from "../collection/measure.ts";
import type { View } from "../collection/view.ts";
import type { Evidence, Explained } from "../overlap/evidence.ts";

export function evidenceOf(view: View, a: AuditedMeasure, b: AuditedMeasure): Evidence {
  return view.explaining.explain(readForEvidence(view, a), readForEvidence(view, b));
}

/** The sum of the evidence, without saying why. */
export function bitsOf(view: View, a: AuditedMeasure, b: AuditedMeasure): number {
  return view.explaining.bitsOf(readForEvidence(view, a), readForEvidence(view, b));
}

function readForEvidence(view: View, { id, record }: AuditedMeasure): Explained {
  return view.once(`read ${id}`, () => view.explaining.read(record));
}
