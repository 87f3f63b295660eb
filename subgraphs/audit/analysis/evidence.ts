/** Why two measures of a view are alike; each measure is read once. */
import type { AuditedMeasure } from "../collection/measure.ts";
import type { View } from "../collection/view.ts";
import type { Evidence, Explained } from "../overlap/evidence.ts";

export function evidenceOf(view: View, a: AuditedMeasure, b: AuditedMeasure): Evidence {
  return view.explaining.explain(read(view, a), read(view, b));
}

function read(view: View, { id, record }: AuditedMeasure): Explained {
  return view.once(`read ${id}`, () => view.explaining.read(record));
}
