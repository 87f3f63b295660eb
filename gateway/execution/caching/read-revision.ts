/** Asks a subgraph where it stands: the smallest question, for all who wonder at about the same time. */
import { parse } from "graphql";
import { revisionQuery } from "#kit/caching/revision.ts";
import { createFreshRead } from "#kit/loaders/fresh-read.ts";
import type { SubgraphLink, SubgraphOperation } from "../links/subgraph-link.ts";

/** By subgraph, as it stands now or later; undefined where it does not say, or does not answer. */
export type ReadRevision = (subgraph: string) => Promise<string | undefined>;

const operation: SubgraphOperation = {
  kind: "query",
  name: revisionQuery.name,
  text: revisionQuery.text,
  quotedText: JSON.stringify(revisionQuery.text),
  document: parse(revisionQuery.text),
};

/** @param context on whose behalf it is asked, as links know a request */
export function createRevisionReader(links: ReadonlyMap<string, SubgraphLink>, context: unknown): ReadRevision {
  const readers = new Map(
    [...links].map(([subgraph, link]) => {
      const request = { subgraph, operation, variables: {}, variablesText: "{}", isFresh: true } as const;
      const read = async () => {
        const { revision, errors } = await link.execute({ ...request, client: { context, headers: [] } });
        return errors?.length ? undefined : revision;
      };
      return [subgraph, createFreshRead(() => read().catch(() => undefined))];
    }),
  );
  return async (subgraph) => readers.get(subgraph)?.();
}
