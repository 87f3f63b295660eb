/** Models by the revision that they were fitted on: history is kept, so that each can be had again to the bit. */
import { type EntityManager, LessThanOrEqual, MoreThan, Not } from "typeorm";
import { BoundedCache } from "#kit/bounded-cache.ts";
import type { Database } from "#kit/database/open.ts";
import { lastRevision } from "#kit/follow/history.ts";
import { createModelFitting, type Model } from "../overlap/model.ts";
import { type ModelFitRow, measureVersionTable, modelFitTable, stateTable } from "../tables/tables.ts";
import { createContentsDigest } from "./held-version.ts";
import { facetNames, measureOf } from "./measure.ts";
import { readAtRevision } from "./versions.ts";

/** A model, with a digest of the versions that it was fitted on. */
export interface Fit {
  readonly model: Model;
  readonly contents: string;
}

/** The revision is one of the epoch: the same number of another may stand for other measures. */
export type ReadFit = (revision: number, epoch?: string) => Promise<Fit>;

const modelsKept = 4;

export function createModels(manager: EntityManager): ReadFit {
  const kept = new BoundedCache<string, Promise<Fit>>(modelsKept);
  return (revision, epoch = "") => {
    const key = `${epoch} ${revision}`;
    const fit = kept.get(key) ?? fitAt(manager, revision);
    kept.set(key, fit);
    // What could not be read may be there again.
    fit.catch(() => kept.delete(key));
    return fit;
  };
}

async function fitAt(manager: EntityManager, revision: number): Promise<Fit> {
  const fitting = createModelFitting(facetNames);
  const contents = createContentsDigest();
  for await (const row of readAtRevision(manager, revision)) {
    const measure = measureOf(row);
    fitting.add(measure.record);
    contents.add(measure);
  }
  return { model: fitting.finish(), contents: contents.end() };
}

/** The model in force at a moment; before the first, the first. Undefined where nothing was ever told. */
export async function findFit(manager: EntityManager, moment: string): Promise<ModelFitRow | undefined> {
  const order = { at: "DESC", revision: "DESC" } as const;
  const [latest] = await manager.find(modelFitTable.entity, { where: { at: LessThanOrEqual(moment) }, order, take: 1 });
  if (latest) return latest;
  const [first] = await manager.find(modelFitTable.entity, {
    where: { at: Not("") },
    order: { revision: "ASC" },
    take: 1,
  });
  return first;
}

/** Changes after which a model is fitted anew, as a share of what it was fitted on. */
const shareOfChanges = 0.1;

/** When the model no longer fits, from now on there is another; `atOnce` also where little has changed. */
export async function fitWhenDue(database: Database, atOnce: boolean): Promise<void> {
  await database.transaction(async (manager) => {
    await manager.increment(stateTable.entity, { id: 1 }, "revision", 0);
    const { revision, changesSinceFit } = await manager.findOneByOrFail(stateTable.entity, { id: 1 });
    const [last] = await manager.find(modelFitTable.entity, {
      where: { revision: MoreThan(-1) },
      order: { revision: "DESC" },
      take: 1,
    });
    if (changesSinceFit <= (atOnce ? 0 : (last?.measures ?? 0) * shareOfChanges)) return;
    const measures = await manager.countBy(measureVersionTable.entity, { toRevision: lastRevision });
    await manager.insert(modelFitTable.entity, { revision, at: new Date().toISOString(), measures });
    await manager.update(stateTable.entity, { id: 1 }, { changesSinceFit: 0 });
  });
}
