/** What every subgraph publishes: those in this process by themselves, the others when asked. */
import type { DocumentNode } from "graphql";
import type { WayTo } from "#kit/network/ask-subgraph.ts";
import { readPublished } from "#kit/server/read-published.ts";
import type { Subgraph } from "#kit/server/subgraph.ts";
import type { SubgraphAddress } from "#kit/settings.ts";
import type { PublishedSubgraph } from "./compose.ts";
import type { ReadPublished } from "./supply.ts";

/** The address of a subgraph that is called without a network; nothing ever connects to it. */
export const inProcess = (name: string) => `http://${name}.in-process.invalid/graphql`;

interface Published {
  readonly local: readonly Subgraph[];
  readonly elsewhere: readonly SubgraphAddress[];
  readonly wayTo: WayTo;
}

export function publishedBy({ local, elsewhere, wayTo }: Published): ReadPublished {
  return async () => new Map([...publishedHere(local), ...(await publishedElsewhere(elsewhere, wayTo))]);
}

export function publishedHere(local: readonly Subgraph[]): ReadonlyMap<string, PublishedSubgraph> {
  return new Map(local.map(({ name, sdl }) => [name, { name, sdl, url: inProcess(name) }]));
}

/** Undefined for one that does not answer. */
export async function publishedElsewhere(
  elsewhere: readonly SubgraphAddress[],
  wayTo: WayTo,
): Promise<ReadonlyMap<string, PublishedSubgraph | undefined>> {
  return new Map(await Promise.all(elsewhere.map((address) => publishedAt(address, wayTo))));
}

async function publishedAt({ name, url }: SubgraphAddress, wayTo: WayTo) {
  const published = await readPublished(url, wayTo(name));
  return [name, published && { name, url, sdl: published.sdl }] as const;
}

/** The subgraphs that a supergraph means by those in this process: a department may have moved out to an address of its own. */
export function usedHere(local: readonly Subgraph[], supergraph: DocumentNode): readonly Subgraph[] {
  const urls = addressesIn(supergraph);
  return local.filter(({ name }) => urls.get(name) === inProcess(name));
}

/** By the name of the subgraph. */
export function addressesIn({ definitions }: DocumentNode): ReadonlyMap<string, string> {
  const graphs = definitions.find((each) => each.kind === "EnumTypeDefinition" && each.name.value === "join__Graph");
  const values = graphs?.kind === "EnumTypeDefinition" ? (graphs.values ?? []) : [];
  return new Map(
    values.flatMap(({ directives = [] }) =>
      directives.map(({ arguments: given = [] }) => {
        const textOf = (name: string) => given.find((each) => each.name.value === name)?.value;
        const [name, url] = [textOf("name"), textOf("url")];
        return [name?.kind === "StringValue" ? name.value : "", url?.kind === "StringValue" ? url.value : ""] as const;
      }),
    ),
  );
}
