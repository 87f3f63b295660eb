/** Compares what the registry shows with the model. */
import type { Json } from "../../support/ask.ts";
import type { Stage } from "./act.ts";
import { notePublished, publisherOf, supersede, watchMemo } from "./acts/registry.ts";
import { must } from "./contradiction.ts";
import { type Publisher, publishers, type RegistryModel } from "./registry-model.ts";

/** Every version that was acknowledged is there, and no other; drafts are what they came to. */
export async function reckonRegistry(stage: Stage): Promise<void> {
  const { model, world } = stage;
  for (const subgraph of publishers) {
    const token = publisherOf(stage, subgraph).token;
    const { status, json } = await world.registry(token, { name: `history?subgraph=${subgraph}` });
    const versions: readonly Json[] = status === 404 ? [] : json.versions;
    resolveUnknown(model.registry, subgraph, versions.length, status === 404 ? [] : json.drafts);
    const known = model.registry.versions[subgraph];
    must(versions.length === known.length, `${known.length} versions of ${subgraph}`, versions.length);
    checkDrafts(model.registry, subgraph, status === 404 ? [] : json.drafts);
  }
  await watchMemo(stage);
}

/** It became a version, or a draft that was rejected since its service did not answer in its time, or nothing. */
function resolveUnknown(model: RegistryModel, subgraph: Publisher, count: number, drafts: readonly Json[]): void {
  if (model.unknown?.subgraph !== subgraph) return;
  const { schema, message } = model.unknown;
  if (count === model.versions[subgraph].length + 1) notePublished(model, schema, count, subgraph);
  else if (drafts.some((draft) => draft.message === message && draft.status === "rejected" && draft.errors === 1))
    supersede(model, subgraph);
  model.unknown = undefined;
}

function checkDrafts(model: RegistryModel, subgraph: Publisher, shown: readonly Json[]): void {
  const known = new Map(shown.map(({ id, status }) => [id, status]));
  const own = model.drafts.filter(({ schema }) => schema.subgraph === subgraph).slice(-10);
  for (const { id, status } of own) {
    const seen = known.get(id);
    if (seen !== undefined) must(seen === status, `draft ${id} of ${subgraph} ${status}`, seen);
  }
}
