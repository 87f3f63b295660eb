/** What a check, or another gateway, has composed of the same parts: taken over by their digest, instead of composing again. */
import type { Database } from "#kit/database/open.ts";
import { partsDigest } from "../../supergraph/parts-digest.ts";
import type { FindComposed } from "../../supergraph/supply.ts";
import { findSupergraph } from "../store/compositions.ts";
import { withinTime } from "./within-time.ts";

/** How long a database may take to answer, in milliseconds. */
const patience = 2_000;

export function composedBefore(database: () => Promise<Database>): FindComposed {
  const find: FindComposed = async (subgraphs) => findSupergraph((await database()).reader, partsDigest(subgraphs));
  // Without a database it is composed here.
  return (subgraphs) => withinTime(find(subgraphs), patience).catch(() => undefined);
}
