/** The subgraphs of the prefecture, served over HTTP from this process on SQLite; closed after the test file. */
import { afterAll } from "@jest/globals";
import type { Listening } from "#kit/server/listen.ts";
import { serveSubgraph } from "#kit/server/subgraph.ts";
import { readSettings } from "#kit/settings.ts";
import { openEmbedded } from "../../subgraphs/embedded.ts";
import type { Environment } from "./hub-process.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const listening: Listening[] = [];

// First those who read from the others: they stand last.
afterAll(async () => {
  for (const each of listening.toReversed()) await each.close();
});

/** @returns what a gateway alone is told to reach them */
export async function serveSubgraphs(): Promise<Environment> {
  const keys = { JINKATSU_SUBGRAPH_KEYS: `*=${"k".repeat(32)}` };
  const settings = { ...readSettings({ ...keys, JINKATSU_DATA: temporaryFolder() }), port: 0 };
  const { subgraphs } = await openEmbedded(settings, () => undefined);
  const addresses: string[] = [];
  for (const subgraph of subgraphs) {
    const served = await serveSubgraph(subgraph, settings);
    listening.push(served);
    addresses.push(`${subgraph.name}=${served.url}/graphql`);
  }
  return { ...keys, JINKATSU_SUBGRAPHS: addresses.join(",") };
}
