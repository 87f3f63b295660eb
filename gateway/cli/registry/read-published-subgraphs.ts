/** What is published now, from the subgraphs that run. */
import { errors } from "#kit/errors.ts";
import { type WayTo, waysBy } from "#kit/network/ask-subgraph.ts";
import { readPublished } from "#kit/server/read-published.ts";
import { readSettings, type SubgraphAddress } from "#kit/settings.ts";
import type { Published } from "../../registry/check/proposal.ts";

/** @throws HubError SUBGRAPHS_MISSING, PUBLISHED_SCHEMA_MISSING */
export async function readPublishedSubgraphs(): Promise<readonly Published[]> {
  const settings = readSettings();
  const { subgraphs } = settings;
  if (subgraphs.length === 0) throw errors.subgraphsMissing();
  const wayTo = waysBy(settings);
  return Promise.all(subgraphs.map((address) => publishedBy(address, wayTo)));
}

async function publishedBy({ name, url }: SubgraphAddress, wayTo: WayTo): Promise<Published> {
  const published = await readPublished(url, wayTo(name));
  if (!published) throw errors.publishedSchemaMissing(name, url);
  return { name, url, sdl: published.sdl };
}
