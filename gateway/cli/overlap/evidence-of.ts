/** Explains the neighbours of records as they are written, keeping ready what was explained last. */
import { BoundedCache } from "#kit/bounded-cache.ts";
import { createExplaining, type Evidence, type Explained } from "../../../subgraphs/audit/overlap/evidence.ts";
import type { Model } from "../../../subgraphs/audit/overlap/model.ts";
import type { OverlapRecord } from "../../../subgraphs/audit/overlap/record.ts";

const keptReady = 2000;

export function createEvidence(model: Model, records: ReadonlyMap<string, OverlapRecord>) {
  const explaining = createExplaining(model);
  const ready = new BoundedCache<string, Explained>(keptReady);

  function read(id: string): Explained {
    const known = ready.get(id);
    if (known) return known;
    const record = records.get(id);
    if (record === undefined) throw new Error(`The record ${id} was not kept.`);
    const made = explaining.read(record);
    ready.set(id, made);
    return made;
  }

  return (first: string, second: string): object => shown(explaining.explain(read(first), read(second)));
}

/** null is "not stated". */
function shown(evidence: Evidence): object {
  const { class: found, goals, activities, beneficiaries, waterfall, shared, onlyFirst, onlySecond } = evidence;
  return {
    class: found ?? null,
    shared,
    only: onlyFirst,
    onlyNeighbour: onlySecond,
    dimensions: { goals: share(goals), activities: share(activities), beneficiaries: share(beneficiaries) },
    waterfall,
  };
}

function share(cosine: number): number | null {
  return cosine < 0 ? null : Math.round(cosine * 1000) / 1000;
}
