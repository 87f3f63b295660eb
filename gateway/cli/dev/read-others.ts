/** What all departments publish, from a hub that runs, or from a folder. */
import type { Published } from "../../registry/check/proposal.ts";
import { createHubClient } from "../registry/hub-client.ts";
import { readPublishedFolder } from "../registry/read-published-folder.ts";

export interface OthersSource {
  readonly hub?: string;
  readonly against?: string;
}

/** @throws HubError SCHEMA_FILE_UNREADABLE for a folder; HUB_UNREACHABLE, or what the hub refuses with */
export async function readOthers({ hub, against }: OthersSource): Promise<readonly Published[]> {
  if (against !== undefined) return readPublishedFolder(against);
  const answer = await createHubClient(hub).get<{ readonly subgraphs: readonly Published[] }>("graph");
  return answer.subgraphs;
}
