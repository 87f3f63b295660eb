/** All measures as they are now, at a moment, or in a snapshot; what was read is kept until it changes. */
import { setTimeout as sleep } from "node:timers/promises";
import { BoundedCache } from "#kit/bounded-cache.ts";
import type { Database } from "#kit/database/open.ts";
import { errors } from "#kit/errors.ts";
import { createEpochReader, type Epoch, type PointRow, pointColumns } from "#kit/follow/batches.ts";
import { createFreshRead } from "#kit/loaders/fresh-read.ts";
import { inTurns } from "#kit/turns/steps.ts";
import { type MissingField, missingOf } from "../analysis/missing.ts";
import { preparePairs } from "../analysis/pairs.ts";
import type { KeptNeighbours } from "../overlap/kept-neighbours.ts";
import type { MeasureVersionRow, SnapshotRow, SnapshotScope } from "../tables/tables.ts";
import { type AuditedMeasure, isRunning, measureOf } from "./measure.ts";
import { createModels, type Fit, findFit } from "./models.ts";
import { keepNeighbours } from "./neighbours.ts";
import { isAsTaken, type TakenSnapshot } from "./taken-snapshot.ts";
import { readAt, readAtRevision, readChangedSince, readVersions } from "./versions.ts";
import { createView, type View } from "./view.ts";

export interface Collection {
  current(): Promise<View>;
  /** Whether everything is being found anew under a new model, and questions are answered under the one before. */
  isFindingAnew(): boolean;
  /** What the departments said then, under the model of then. */
  asOf(moment: string): Promise<View>;
  /** @throws HubError AUDIT_SNAPSHOT_ALTERED where it is not what was taken */
  ofSnapshot(snapshot: SnapshotRow, taken: TakenSnapshot): Promise<View>;
  /** The model that a snapshot is looked at under. */
  fitOf(snapshot: Pick<SnapshotRow, "modelRevision">): Promise<Fit>;
  /** What the measures of a snapshot do not state, without finding anything else in them. */
  missingIn(snapshot: Pick<SnapshotRow, "id" | "versionIds">): Promise<readonly MissingField[]>;
}

/** Where the audit stands. */
interface Place extends Epoch {
  /** Of the last model that was fitted. */
  readonly modelRevision: number;
}

/** Which model everything is looked at under: revisions mean nothing in another epoch. */
type ModelKey = Pick<Place, "epoch" | "modelRevision">;

/** What is in memory: changed in place, one generation after the other. */
interface Live extends ModelKey {
  revision: number;
  readonly measures: Map<string, AuditedMeasure>;
  readonly neighbours: KeptNeighbours;
  view: View;
}

const viewsKept = 8;
const countsKept = 1_000;
/** Milliseconds that a question waits for everything to be found anew under a new model; then it is answered under the one before. */
const patience = 1_000;

export function createCollection({ reader }: Database): Collection {
  const readFit = createModels(reader);
  const kept = new BoundedCache<string, View>(viewsKept);
  const counted = new BoundedCache<string, readonly MissingField[]>(countsKept);
  let live: Live | undefined;
  let next: (ModelKey & { readonly loading: Promise<Live> }) | undefined;
  const readPlace = createPlaceReader(reader);
  const readCurrent = createFreshRead(async () => {
    const place = await readPlace();
    if (!isUnder(live, place)) live = await underModel(place);
    if (live.revision !== place.revision) await follow(live, place.revision);
    return live.view;
  });

  function underModel(place: Place): Promise<Live> {
    const { epoch, modelRevision } = place;
    if (!isUnder(next, place)) next = { epoch, modelRevision, loading: load(place) };
    const { loading } = next;
    loading.catch(() => {
      next = undefined;
    });
    return live?.epoch !== epoch ? loading : Promise.race([loading, sleep(patience, live, { ref: false })]);
  }

  async function load({ epoch, revision, modelRevision }: Place): Promise<Live> {
    const { model } = await readFit(modelRevision, epoch);
    const measures = new Map<string, AuditedMeasure>();
    for await (const measure of audited(readAtRevision(reader, revision))) measures.set(measure.id, measure);
    const neighbours = await inTurns(keepNeighbours(measures.values(), model));
    const view = createView({ measures: [], model, modelRevision });
    const loaded: Live = { epoch, revision, modelRevision, measures, neighbours, view };
    loaded.view = await viewOf(loaded);
    return loaded;
  }

  async function follow(known: Live, revision: number): Promise<void> {
    const rows = await readChangedSince(reader, known.revision, revision);
    for (const row of rows.toSorted((a, b) => a.versionId - b.versionId)) applyRow(known, row, revision);
    known.revision = revision;
    await inTurns(known.neighbours.refresh());
    known.view = await viewOf(known);
  }

  async function viewOf(shown: Live): Promise<View> {
    const { revision, modelRevision, neighbours } = shown;
    const stillKnown = () => (shown.revision === revision ? neighbours : undefined);
    const { model } = neighbours.index;
    const view = createView({ measures: shown.measures.values(), model, modelRevision, known: stillKnown });
    await preparePairs(view);
    return view;
  }

  async function keep(key: string, make: () => Promise<Made>, prove?: (view: View) => Promise<void>): Promise<View> {
    const known = kept.get(key);
    const view = known ?? (await ready(await make()));
    if (known === undefined) await prove?.(view);
    kept.set(key, view);
    return view;
  }

  async function ready({ versions, epoch, modelRevision, scope = {} }: Made): Promise<View> {
    const { model } = await readFit(modelRevision, epoch);
    const measures: AuditedMeasure[] = [];
    for await (const measure of audited(versions)) measures.push(measure);
    const neighbours = await inTurns(keepNeighbours(measures, model));
    const view = createView({ measures, model, modelRevision, scope, known: () => neighbours });
    await preparePairs(view);
    return view;
  }

  return {
    current: readCurrent,
    isFindingAnew: () => next !== undefined && next.modelRevision !== live?.modelRevision,
    async asOf(moment) {
      const { epoch, revision } = await readPlace();
      return keep(`${epoch} ${revision} ${moment}`, async () => {
        const modelRevision = (await findFit(reader, moment))?.revision ?? 0;
        return { versions: readAt(reader, moment), epoch, modelRevision };
      });
    },
    async ofSnapshot(row, taken) {
      const { id, modelRevision, scope, versionIds } = row;
      const { epoch } = await readPlace();
      const make = async () => ({ versions: await readVersions(reader, versionIds), epoch, modelRevision, scope });
      return keep(id, make, async (view) => {
        if (!isAsTaken(view, await readFit(modelRevision, epoch), { row, taken }))
          throw errors.auditSnapshotAltered(id);
      });
    },
    fitOf: async ({ modelRevision }) => readFit(modelRevision, (await readPlace()).epoch),
    async missingIn({ id, versionIds }) {
      const missing = counted.get(id) ?? missingOf((await readVersions(reader, versionIds)).map(measureOf));
      counted.set(id, missing);
      return missing;
    },
  };
}

function isUnder<Held extends ModelKey>(held: Held | undefined, wanted: ModelKey): held is Held {
  return held?.epoch === wanted.epoch && held.modelRevision === wanted.modelRevision;
}

/** A view to be made. */
interface Made extends ModelKey {
  readonly versions: Iterable<MeasureVersionRow> | AsyncIterable<MeasureVersionRow>;
  readonly scope?: SnapshotScope;
}

async function* audited(rows: Made["versions"]): AsyncGenerator<AuditedMeasure> {
  for await (const row of rows) yield measureOf(row);
}

interface PlaceRow extends PointRow {
  readonly fitted: number | string | null;
}

const selectPlace = `SELECT ${pointColumns}, (SELECT MAX(f.revision) FROM model_fit AS f) AS fitted
  FROM audit_state AS state WHERE state.id = 1`;

function createPlaceReader(reader: Database["reader"]): () => Promise<Place> {
  const epochs = createEpochReader();
  return createFreshRead(async () => {
    const [row] = await reader.query<readonly PlaceRow[]>(selectPlace, [epochs.lastRevision]);
    if (row === undefined) throw new Error("the audit has lost its state");
    return { ...epochs.read(row), modelRevision: Number(row.fitted ?? 0) };
  });
}

function applyRow({ measures, neighbours }: Live, row: MeasureVersionRow, revision: number): void {
  const measure = measureOf(row);
  if (row.toRevision > revision) {
    measures.set(measure.id, measure);
    if (isRunning(measure)) neighbours.set(measure.record);
    else neighbours.remove(measure.id);
  } else if (measures.get(measure.id)?.versionId === row.versionId) {
    measures.delete(measure.id);
    neighbours.remove(measure.id);
  }
}
