/** Models by the revision that they were fitted on: history is kept, so that each can be had again to the bit. */
import { type EntityManager, LessThanOrEqual, MoreThan, Not } from "typeorm";
import { BoundedCache } from "#kit/bounded-cache.ts";
import type { Database } from "#kit/database/open.ts";
import { lastRevision } from "#kit/follow/history.ts";
import { createModelFitting, type Model } from "../overlap/model.ts";
import { type ModelFitRow, measureVersionTable, modelFitTable, stateTable } from "../tables/tables.ts";
import { facetNames, measureOf } from "./measure.ts";
import { readAtRevision } from "./versions.ts";

export type ReadModel = (revision: number) => Promise<Model>;

const modelsKept = 4;

export function createModels(manager: EntityManager): ReadModel {
  const kept = new BoundedCache<number, Promise<Model>>(modelsKept);
  return (revision) => {
    const model = kept.get(revision) ?? fitAt(manager, revision);
    kept.set(revision, model);
    return model;
  };
}

async function fitAt(manager: EntityManager, revision: number): Promise<Model> {
  const fitting = createModelFitting(facetNames);
  for await (const row of readAtRevision(manager, revision)) fitting.add(measureOf(row).record);
  return fitting.finish();
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
