/** The neighbours of all records, kept current: after a change only those are asked anew to whom it can make a difference. */
import type { Steps } from "#kit/turns/steps.ts";
import type { Asking, Neighbour, OverlapIndex, Survey } from "./overlap-index.ts";
import type { OverlapRecord } from "./record.ts";

export interface KeptNeighbours {
  readonly index: OverlapIndex;
  set(record: OverlapRecord): void;
  remove(id: string): void;
  /** Asks anew where it is needed, a record a step; to be finished before `of` is asked. */
  refresh(): Steps<void>;
  of(id: string): readonly Neighbour[];
}

/** Whom a change reaches costs about as much to find as ten records to ask: beyond this share, all are asked. */
const manyChanged = 1 / 20;

/** `asking` without `across`: who is left out does not tell who is reached. */
export function createKeptNeighbours(index: OverlapIndex, asking: Omit<Asking, "across">): KeptNeighbours {
  const kept = new Map<string, Survey>();
  const stale = new Set<string>(index.ids());
  let changes = stale.size;

  function touchReached(id: string): void {
    changes += 1;
    if (changes > index.size * manyChanged) return;
    index.forEachReached(id, (other, most) => {
      if (most >= (kept.get(other)?.floor ?? 0)) stale.add(other);
    });
  }

  return {
    index,
    set(record) {
      if (index.has(record.id)) touchReached(record.id);
      index.set(record);
      touchReached(record.id);
      stale.add(record.id);
    },
    remove(id) {
      if (!index.has(id)) return;
      touchReached(id);
      index.remove(id);
      kept.delete(id);
    },
    *refresh() {
      yield* index.prepare();
      const ids = changes > index.size * manyChanged ? index.idsByArea() : [...stale];
      for (const id of ids) {
        if (index.has(id)) kept.set(id, index.survey(id, asking));
        yield;
      }
      stale.clear();
      changes = 0;
    },
    of: (id) => kept.get(id)?.neighbours ?? [],
  };
}
