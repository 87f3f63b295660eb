/** What is published now, from the subgraphs that run. */
import { errors } from "#kit/errors.ts";
import { readPublished } from "#kit/server/read-published.ts";
import { readSettings, type SubgraphAddress } from "#kit/settings.ts";
import type { Published } from "../../registry/check/proposal.ts";

/** @throws HubError SUBGRAPHS_MISSING, PUBLISHED_SCHEMA_MISSING */
export async function readPublishedSubgraphs(): Promise<readonly Published[]> {
  const { subgraphs } = readSettings();
  if (subgraphs.length === 0) throw errors.subgraphsMissing();
  return Promise.all(subgraphs.map(publishedBy));
}

async function publishedBy({ name, url }: SubgraphAddress): Promise<Published> {
  const published = await readPublished(url);
  if (!published) throw errors.publishedSchemaMissing(name, url);
  return { name, url, sdl: published.sdl };
}
