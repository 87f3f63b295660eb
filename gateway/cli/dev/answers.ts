/** Whether a subgraph can be asked from here: signed as it would be, and only where it may be. */
import { askSubgraph, waysBy } from "#kit/network/ask-subgraph.ts";
import type { Config } from "../../config.ts";
import type { Published } from "../../registry/check/proposal.ts";

/** In milliseconds: one that is that slow to say its name is of no use at work. */
const patience = 1_000;

export async function answers({ name, url }: Published, config: Config): Promise<boolean> {
  if (new URL(url).hostname.endsWith(".invalid")) return false;
  try {
    const answer = await askSubgraph(url, { query: "{ __typename }" }, waysBy(config)(name), patience);
    return typeof (answer as { data?: { __typename?: unknown } }).data?.__typename === "string";
  } catch {
    return false;
  }
}
