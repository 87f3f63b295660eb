/** What every subgraph publishes: those in this process by themselves, the others when asked. */
import { readPublished } from "#kit/server/read-published.ts";
import type { Subgraph } from "#kit/server/subgraph.ts";
import type { SubgraphAddress } from "#kit/settings.ts";
import type { ReadPublished } from "./supply.ts";

/** The address of a subgraph that is called without a network; nothing ever connects to it. */
const inProcess = (name: string) => `http://${name}.in-process.invalid/graphql`;

export function publishedBy(local: readonly Subgraph[], elsewhere: readonly SubgraphAddress[]): ReadPublished {
  return async () => {
    const remote = await Promise.all(elsewhere.map(publishedElsewhere));
    const here = local.map(({ name, sdl }) => [name, { name, sdl, url: inProcess(name) }] as const);
    return new Map([...here, ...remote]);
  };
}

async function publishedElsewhere({ name, url }: SubgraphAddress) {
  const published = await readPublished(url);
  return [name, published && { name, url, sdl: published.sdl }] as const;
}
