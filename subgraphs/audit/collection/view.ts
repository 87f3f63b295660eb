/** A set of measures under one model: everything that is found is a function of the two, the same to the bit whenever it is asked. */
import { atOnce, inTurns, type Steps } from "#kit/turns/steps.ts";
import { createExplaining, type Explaining } from "../overlap/evidence.ts";
import type { KeptNeighbours } from "../overlap/kept-neighbours.ts";
import type { Model } from "../overlap/model.ts";
import type { Neighbour, OverlapIndex } from "../overlap/overlap-index.ts";
import type { SnapshotScope } from "../tables/tables.ts";
import { snapshotIdOf } from "./held-version.ts";
import type { AuditedMeasure } from "./measure.ts";
import { keepNeighbours } from "./neighbours.ts";

export interface View {
  /** By id, in the order of their ids. */
  readonly measures: ReadonlyMap<string, AuditedMeasure>;
  readonly model: Model;
  readonly modelRevision: number;
  readonly scope: SnapshotScope;
  /** When what it shows held; the time of its last change. */
  readonly at: string;
  /** Hash of the measures, the scope and the model. */
  readonly id: string;
  readonly index: OverlapIndex;
  /** Of a running measure, the likest first. */
  neighbours(id: string): readonly Neighbour[];
  readonly explaining: Explaining;
  /** What was found here before: `find` is asked once. */
  once<Found>(key: string, find: () => Found): Found;
  /** Finds what `once` is going to be asked, giving others their turns. */
  prepare(key: string, find: () => Steps<unknown>): Promise<void>;
}

export interface Shown {
  readonly measures: Iterable<AuditedMeasure>;
  readonly model: Model;
  readonly modelRevision: number;
  readonly scope?: SnapshotScope;
  /** The neighbours of these very measures, where they are known already. */
  readonly known?: () => KeptNeighbours | undefined;
}

export function createView({ measures: shown, model, modelRevision, scope = {}, known }: Shown): View {
  const measures = new Map([...shown].sort(byId).map((measure) => [measure.id, measure]));
  const found = new Map<string, unknown>();
  const once = <Found>(key: string, find: () => Found): Found => {
    if (!found.has(key)) found.set(key, find());
    return found.get(key) as Found;
  };
  const neighbours = () => known?.() ?? once("neighbours", () => atOnce(keepNeighbours(measures.values(), model)));
  return {
    measures,
    model,
    modelRevision,
    scope,
    once,
    async prepare(key, find) {
      const preparing = once(`prepared ${key}`, () => (found.has(key) ? undefined : inTurns(find())));
      const prepared = await preparing;
      if (!found.has(key)) found.set(key, prepared);
    },
    get at() {
      return once("at", () => [...measures.values()].reduce((last, { since }) => (since > last ? since : last), ""));
    },
    get id() {
      return once("id", () => snapshotIdOf(measures.values(), model.version, scope));
    },
    get index() {
      return neighbours().index;
    },
    neighbours: (id) => neighbours().of(id),
    get explaining() {
      return once("explaining", () => createExplaining(model));
    },
  };
}

function byId(a: AuditedMeasure, b: AuditedMeasure): number {
  return a.id < b.id ? -1 : 1;
}
