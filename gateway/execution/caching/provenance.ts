/** What an answer was made from: for how long that holds, and in which state each subgraph was that had a part in it. */
import { both, type CachePolicy, notKept, readCacheControl } from "#kit/caching/cache-policy.ts";
import type { RunEnds } from "../share-operations.ts";
import type { ReadRevision } from "./read-revision.ts";

/** Of a whole answer without errors. */
export type Provenance = {
  /** What was asked, with its variables, and of which graph. */
  readonly question: string;
  readonly policy: CachePolicy;
  /** By subgraph. Undefined where one of them does not say, or was read in two states. */
  readonly revisions: Revisions | undefined;
};

export type Revisions = ReadonlyMap<string, string>;

/** Where nothing has changed since, the same question has the same answer. */
export async function areCurrent(revisions: Revisions, readRevision: ReadRevision): Promise<boolean> {
  const found = await Promise.all(
    [...revisions].map(async ([subgraph, revision]) => (await readRevision(subgraph)) === revision),
  );
  return found.every(Boolean);
}

export type Reading = {
  readonly onRead: RunEnds["onRead"];
  /** Undefined where no subgraph had a part in the answer. */
  origin(): Omit<Provenance, "question"> | undefined;
};

/** Listens to what each subgraph says of its part. */
export function listenTo({ onRead }: RunEnds): Reading {
  const revisions = new Map<string, string>();
  let isKnown = true;
  let policy: CachePolicy | undefined;
  return {
    onRead(subgraph, answer) {
      const heard = answer ? readCacheControl(answer.cacheControl) : notKept;
      policy = policy ? both(policy, heard) : heard;
      const { revision } = answer ?? {};
      if (revision === undefined || (revisions.get(subgraph) ?? revision) !== revision) isKnown = false;
      else revisions.set(subgraph, revision);
      onRead(subgraph, answer);
    },
    origin: () => policy && { policy, revisions: isKnown ? revisions : undefined },
  };
}
