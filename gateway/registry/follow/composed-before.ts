/** What a check, or another gateway, has composed of the same parts: taken over by their digest, instead of composing again. */
import { parse } from "graphql";
import type { Database } from "#kit/database/open.ts";
import { partsDigest } from "../../supergraph/parts-digest.ts";
import { addressesIn } from "../../supergraph/published.ts";
import type { FindComposed } from "../../supergraph/supply.ts";
import type { CompositionSeal } from "../store/composition-seal.ts";
import { findSupergraph } from "../store/compositions.ts";
import { withinTime } from "./within-time.ts";

/** How long a database may take to answer, in milliseconds. */
const patience = 2_000;

export function composedBefore(database: () => Promise<Database>, seal: CompositionSeal): FindComposed {
  const find: FindComposed = async (subgraphs) => {
    const found = await findSupergraph((await database()).reader, seal, partsDigest(subgraphs));
    return found !== undefined && callsOnly(subgraphs, found) ? found : undefined;
  };
  // Without a database it is composed here.
  return (subgraphs) => withinTime(find(subgraphs), patience).catch(() => undefined);
}

/** The addresses of the parts were judged by this gateway's own policy; whoever writes to the database gives it no others. */
function callsOnly(subgraphs: Parameters<FindComposed>[0], supergraphSdl: string): boolean {
  const addresses = addressesIn(parse(supergraphSdl, { noLocation: true }));
  return addresses.size === subgraphs.length && subgraphs.every(({ name, url }) => addresses.get(name) === url);
}
