/** What is published now, from the subgraphs that run. */
import { errors } from "#kit/errors.ts";
import { signerFor } from "#kit/identity/sign-call.ts";
import type { SubgraphKeys } from "#kit/identity/subgraph-keys.ts";
import { readPublished } from "#kit/server/read-published.ts";
import { readSettings, type SubgraphAddress } from "#kit/settings.ts";
import type { Published } from "../../registry/check/proposal.ts";

/** @throws HubError SUBGRAPHS_MISSING, PUBLISHED_SCHEMA_MISSING */
export async function readPublishedSubgraphs(): Promise<readonly Published[]> {
  const { subgraphs, subgraphKeys } = readSettings();
  if (subgraphs.length === 0) throw errors.subgraphsMissing();
  return Promise.all(subgraphs.map((address) => publishedBy(address, subgraphKeys)));
}

async function publishedBy({ name, url }: SubgraphAddress, keys: SubgraphKeys): Promise<Published> {
  const published = await readPublished(url, signerFor(keys, name));
  if (!published) throw errors.publishedSchemaMissing(name, url);
  return { name, url, sdl: published.sdl };
}
