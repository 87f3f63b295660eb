/** What every subgraph publishes: those in this process by themselves, the others when asked. */
import { signerFor } from "#kit/identity/sign-call.ts";
import type { SubgraphKeys } from "#kit/identity/subgraph-keys.ts";
import { readPublished } from "#kit/server/read-published.ts";
import type { Subgraph } from "#kit/server/subgraph.ts";
import type { SubgraphAddress } from "#kit/settings.ts";
import type { ReadPublished } from "./supply.ts";

/** The address of a subgraph that is called without a network; nothing ever connects to it. */
const inProcess = (name: string) => `http://${name}.in-process.invalid/graphql`;

interface Published {
  readonly local: readonly Subgraph[];
  readonly elsewhere: readonly SubgraphAddress[];
  readonly keys: SubgraphKeys;
}

export function publishedBy({ local, elsewhere, keys }: Published): ReadPublished {
  return async () => {
    const remote = await Promise.all(elsewhere.map((address) => publishedElsewhere(address, keys)));
    const here = local.map(({ name, sdl }) => [name, { name, sdl, url: inProcess(name) }] as const);
    return new Map([...here, ...remote]);
  };
}

async function publishedElsewhere({ name, url }: SubgraphAddress, keys: SubgraphKeys) {
  const published = await readPublished(url, signerFor(keys, name));
  return [name, published && { name, url, sdl: published.sdl }] as const;
}
