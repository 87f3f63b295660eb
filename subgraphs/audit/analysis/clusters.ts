/** Groups of measures around a centre that each is like, the largest first. */
import type { AuditedMeasure } from "../collection/measure.ts";
import type { View } from "../collection/view.ts";
import { starClusters } from "../overlap/clusters.ts";
import { alikePairs } from "./pairs.ts";

export interface MeasureCluster {
  readonly centre: AuditedMeasure;
  readonly members: readonly AuditedMeasure[];
  /** Sorted. */
  readonly departments: readonly string[];
}

export function measureClusters(view: View): readonly MeasureCluster[] {
  return view.once("clusters", () => {
    const stars = starClusters(alikePairs(view).map(({ a, b, bits }) => ({ a: a.id, b: b.id, bits })));
    const clusters = stars.flatMap(({ centre, members }) => clusterOf(view, centre, members) ?? []);
    return clusters.sort(
      (one, other) => other.members.length - one.members.length || (one.centre.id < other.centre.id ? -1 : 1),
    );
  });
}

function clusterOf({ measures }: View, centreId: string, memberIds: readonly string[]): MeasureCluster | undefined {
  const centre = measures.get(centreId);
  const members = memberIds.flatMap((id) => measures.get(id) ?? []);
  if (centre === undefined || members.length === 0) return undefined;
  const departments = [...new Set([centre, ...members].map(({ department }) => department))].sort();
  return { centre, members, departments };
}
