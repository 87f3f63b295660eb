/** The graph that is to be served: what runs with the hub, and over it what departments have published. */
import type { PublishedSubgraph } from "../../supergraph/compose.ts";
import { urlFindings } from "../check/check-url.ts";
import type { CurrentVersion, Head } from "../store/versions.ts";

/** By name; undefined for a subgraph that does not say what it publishes. */
export type Parts = ReadonlyMap<string, PublishedSubgraph | undefined>;

/** What was published goes before what runs; what was deleted is not served, though it may run. */
export function effectiveGraph(deployed: Parts, { subgraphs }: Head, routingHosts: readonly string[]): Parts {
  const parts = new Map(deployed);
  for (const version of subgraphs) {
    const stored = version.isDeployed ? writtenDown(version) : publishedAs(version, routingHosts);
    if (!version.isDeployed) parts.delete(version.subgraph);
    // What runs speaks for itself; where it does not answer, what it said last stands.
    const speaks = parts.get(version.subgraph) !== undefined || (version.isDeployed && !parts.has(version.subgraph));
    if (stored && !speaks) parts.set(version.subgraph, stored);
  }
  return parts;
}

function writtenDown({ subgraph, sdl, url }: CurrentVersion): PublishedSubgraph | undefined {
  return sdl === undefined || url === null ? undefined : { name: subgraph, sdl, url };
}

function publishedAs(version: CurrentVersion, routingHosts: readonly string[]): PublishedSubgraph | undefined {
  const published = writtenDown(version);
  // Judged again, since the operator may have narrowed what the hub may call.
  const isCallable = published && urlFindings(published.url, routingHosts).length === 0;
  return published && (isCallable ? published : { ...published, url: nowhere(version.subgraph) });
}

export interface UncalledSubgraph {
  readonly name: string;
  /** With its port. */
  readonly host: string;
}

/** What was published, and is not called since its host is not, or is no longer, allowed. */
export function uncalledIn({ subgraphs }: Head, routingHosts: readonly string[]): readonly UncalledSubgraph[] {
  return subgraphs
    .filter(({ isDeployed }) => !isDeployed)
    .map(writtenDown)
    .filter((published) => published !== undefined)
    .filter(({ url }) => urlFindings(url, routingHosts).length > 0)
    .map(({ name, url }) => ({ name, host: URL.canParse(url) ? new URL(url).host : "" }));
}

/** Nothing ever connects to it. */
function nowhere(name: string): string {
  return `http://${name}.not-allowed.invalid/graphql`;
}
