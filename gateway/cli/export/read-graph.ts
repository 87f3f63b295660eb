/** The graph that is to be served elsewhere: from a running hub, the subgraphs that run, or a folder. */
import { registryErrors } from "../../registry/errors.ts";
import { compose, type PublishedSubgraph } from "../../supergraph/compose.ts";
import { createHubClient } from "../registry/hub-client.ts";
import { readPublishedFolder } from "../registry/read-published-folder.ts";
import { readPublishedSubgraphs } from "../registry/read-published-subgraphs.ts";
import type { Graph } from "./files-for.ts";

export interface GraphSource {
  readonly hub?: string;
  readonly from?: string;
}

/** @throws HubError GRAPH_NOT_COMPOSABLE, or what the source is wrong with */
export async function readGraph(source: GraphSource): Promise<Graph> {
  const subgraphs = (await readSubgraphs(source)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name } of subgraphs) requireFileName(name);
  const composition = compose(subgraphs);
  if (composition.outcome === "refused") throw registryErrors.graphNotComposable(composition.reasons[0] ?? "");
  return { subgraphs, supergraphSdl: composition.supergraphSdl };
}

async function readSubgraphs({ hub, from }: GraphSource): Promise<readonly PublishedSubgraph[]> {
  if (from !== undefined) return readPublishedFolder(from);
  if (hub === undefined) return readPublishedSubgraphs();
  const answer = await createHubClient(hub).get<{ readonly subgraphs: readonly PublishedSubgraph[] }>("graph");
  return answer.subgraphs;
}

/** What a hub answers becomes the name of a file. */
function requireFileName(name: string): void {
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(name)) throw registryErrors.departmentReserved(name.replace(/[^a-z0-9-]/gi, "?"));
}

/** Subgraphs that have no address at which another program could call them. */
export function unreachable({ subgraphs }: Graph): readonly string[] {
  return subgraphs.filter(({ url }) => new URL(url).hostname.endsWith(".invalid")).map(({ name }) => name);
}
