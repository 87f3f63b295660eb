/** Writes down what is served, with what clients see of it: beside what is under way. */
import type { Database } from "#kit/database/open.ts";
import { partsDigest } from "../../supergraph/parts-digest.ts";
import type { CompositionSeal } from "../store/composition-seal.ts";
import { findComposition, keepComposition } from "../store/compositions.ts";
import { keepLaunch } from "../store/launches.ts";
import type { CompositionRow } from "../store/tables.ts";
import type { Announce } from "../webhooks/deliveries.ts";
import { launched } from "../webhooks/event.ts";
import { apiApart } from "./api-apart.ts";
import type { Followed } from "./follow.ts";

export interface Launches {
  /** Resolves when it is written down, or could not be. */
  keep(followed: Followed): Promise<void>;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
}

interface Options {
  readonly database: () => Promise<Database>;
  readonly seal: CompositionSeal;
  readonly announce: Announce;
  readonly onFailure: (error: unknown) => void;
}

export function createLaunches({ database: open, seal, announce, onFailure }: Options): Launches {
  let last: Promise<void> = Promise.resolve();
  const keep = async (followed: Followed) => {
    const { revision, supergraph } = followed;
    if (supergraph.origin !== "composed") return;
    const database = await open();
    const composed = await composition(database, seal, followed, supergraph.sdl);
    await keepLaunch(database, { revision, ...composed }, (manager, { digest, at }) =>
      announce(manager, launched(revision, digest, at)),
    );
  };
  return {
    keep(followed) {
      last = last.then(() => keep(followed)).catch(onFailure);
      return last;
    },
    idle: () => last,
  };
}

/** What was composed here and not by a check is kept for the other gateways, and for the next start. */
async function composition(
  database: Database,
  seal: CompositionSeal,
  { parts }: Followed,
  supergraphSdl: string,
): Promise<CompositionRow> {
  const digest = partsDigest([...parts.values()].filter((part) => part !== undefined));
  const known = await findComposition(database.reader, seal, digest);
  if (known) return known;
  const apiSdl = await apiApart(supergraphSdl);
  return database.transaction((manager) => keepComposition(manager, seal, { parts: digest, supergraphSdl, apiSdl }));
}
