/** All measures as they are now, at a moment, or in a snapshot; what was read is kept until it changes. */
import { BoundedCache } from "#kit/bounded-cache.ts";
import type { Database } from "#kit/database/open.ts";
import { createFreshRead } from "#kit/loaders/fresh-read.ts";
import { createOverlapIndex, type OverlapIndex } from "../overlap/overlap-index.ts";
import type { MeasureVersionRow, SnapshotRow } from "../tables/tables.ts";
import { type AuditedMeasure, isRunning, measureOf } from "./measure.ts";
import { createModels, findFit } from "./models.ts";
import { readAt, readAtRevision, readChangedSince, readVersions } from "./versions.ts";
import { createView, type View } from "./view.ts";

export interface Collection {
  current(): Promise<View>;
  /** What the departments said then, under the model of then. */
  asOf(moment: string): Promise<View>;
  ofSnapshot(snapshot: SnapshotRow): Promise<View>;
}

/** What is in memory: changed in place, one generation after the other. */
interface Live {
  revision: number;
  readonly modelRevision: number;
  readonly measures: Map<string, AuditedMeasure>;
  readonly index: OverlapIndex;
  view: View;
}

const viewsKept = 8;

export function createCollection({ reader }: Database): Collection {
  const readModel = createModels(reader);
  const kept = new BoundedCache<string, View>(viewsKept);
  let live: Live | undefined;
  const readCurrent = createFreshRead(async () => {
    const { revision, modelRevision } = await readRevisions(reader);
    if (live?.modelRevision !== modelRevision) live = await load(revision, modelRevision);
    if (live.revision !== revision) await follow(live, revision);
    return live.view;
  });

  async function load(revision: number, modelRevision: number): Promise<Live> {
    const model = await readModel(modelRevision);
    const measures = new Map((await readAtRevision(reader, revision)).map(measureOf).map((each) => [each.id, each]));
    const index = createOverlapIndex(model);
    for (const measure of measures.values()) if (isRunning(measure)) index.set(measure.record);
    const loaded: Live = {
      revision,
      modelRevision,
      measures,
      index,
      view: createView({ measures: [], model, modelRevision }),
    };
    loaded.view = viewOf(loaded);
    return loaded;
  }

  async function follow(known: Live, revision: number): Promise<void> {
    const rows = await readChangedSince(reader, known.revision, revision);
    for (const row of rows.toSorted((a, b) => a.versionId - b.versionId)) applyRow(known, row, revision);
    known.revision = revision;
    known.view = viewOf(known);
  }

  function viewOf(shown: Live): View {
    const { revision, modelRevision, index } = shown;
    const isStill = () => (live === shown && shown.revision === revision ? index : undefined);
    return createView({ measures: shown.measures.values(), model: index.model, modelRevision, indexed: isStill });
  }

  async function keep(key: string, make: () => Promise<View>): Promise<View> {
    const view = kept.get(key) ?? (await make());
    kept.set(key, view);
    return view;
  }

  return {
    current: readCurrent,
    async asOf(moment) {
      const { revision } = await readRevisions(reader);
      return keep(`${revision} ${moment}`, async () => {
        const modelRevision = (await findFit(reader, moment))?.revision ?? 0;
        const measures = (await readAt(reader, moment)).map(measureOf);
        return createView({ measures, model: await readModel(modelRevision), modelRevision });
      });
    },
    ofSnapshot: ({ id, modelRevision, scope, versionIds }) =>
      keep(id, async () => {
        const measures = (await readVersions(reader, versionIds)).map(measureOf);
        return createView({ measures, model: await readModel(modelRevision), modelRevision, scope });
      }),
  };
}

async function readRevisions(reader: Database["reader"]) {
  const [row]: readonly { readonly revision: number | string; readonly fitted: number | string | null }[] =
    await reader.query(
      "SELECT revision, (SELECT MAX(revision) FROM model_fit) AS fitted FROM audit_state WHERE id = 1",
    );
  return { revision: Number(row?.revision ?? 0), modelRevision: Number(row?.fitted ?? 0) };
}

function applyRow({ measures, index }: Live, row: MeasureVersionRow, revision: number): void {
  const measure = measureOf(row);
  if (row.toRevision > revision) {
    measures.set(measure.id, measure);
    if (isRunning(measure)) index.set(measure.record);
    else index.remove(measure.id);
  } else if (measures.get(measure.id)?.versionId === row.versionId) {
    measures.delete(measure.id);
    index.remove(measure.id);
  }
}
