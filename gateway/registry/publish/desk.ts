/** What every change to the registry needs around it. */
import type { Database } from "#kit/database/open.ts";
import { errors } from "#kit/errors.ts";
import type { SubgraphKeys } from "#kit/identity/subgraph-keys.ts";
import type { WayTo } from "#kit/network/ask-subgraph.ts";
import type { ListedDocument } from "../../documents/unfit-documents.ts";
import type { ReadUse } from "../check/changes/judge-changes.ts";
import type { Published } from "../check/proposal.ts";
import { effectiveGraph } from "../follow/effective-graph.ts";
import type { Following } from "../follow/follow.ts";
import type { DesignPolicy } from "../policy.ts";
import type { CompositionSeal } from "../store/composition-seal.ts";
import { type CurrentVersion, type Head, readHead } from "../store/versions.ts";
import type { Announce } from "../webhooks/deliveries.ts";
import type { Turns } from "./turns.ts";

export interface Desk {
  /** @throws HubError where the database cannot be reached */
  database(): Promise<Database>;
  readonly following: Following;
  readonly policy: DesignPolicy;
  readonly keys: SubgraphKeys;
  /** Of what was composed. */
  readonly seal: CompositionSeal;
  /** How a subgraph is asked: signed, and only where subgraphs may be. */
  readonly wayTo: WayTo;
  /** Whether calls to subgraphs may go unsigned. */
  readonly isProduction: boolean;
  /** Undefined where nobody knows who uses what. */
  readUse(): Promise<ReadUse | undefined>;
  /** Those that the operator lists as trusted. */
  documents(): readonly ListedDocument[];
  /** Examining takes a process of its own: only so many at a time. */
  readonly turns: Turns;
  /** What changes the registry is judged by what stands, and stands while it is judged: one at a time. */
  readonly changeTurns: Turns;
  /** Tells whoever is to be told, if the transaction is committed. */
  readonly announce: Announce;
}

/** What stands now, and what everybody publishes there. */
export interface Standing {
  readonly head: Head;
  readonly published: readonly Published[];
}

/** @throws HubError PUBLISHED_SCHEMA_MISSING where a subgraph does not say what it publishes */
export async function readStanding({ database, following, policy }: Desk): Promise<Standing> {
  const head = await readHead(await database());
  // What the index says belongs to a revision.
  await following.reached(head.revision);
  const parts = effectiveGraph(following.deployed(), head, policy.routingHosts);
  const published = [...parts].map(([name, part]) => {
    if (part === undefined) throw errors.publishedSchemaMissing(name, "");
    return part;
  });
  return { head, published };
}

export function currentOf({ subgraphs }: Head, name: string): CurrentVersion | undefined {
  return subgraphs.find(({ subgraph }) => subgraph === name);
}
