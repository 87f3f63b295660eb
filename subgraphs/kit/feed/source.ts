/** Where a reader gets a department's changes from: its database in the same process, or its subgraph over HTTP. */
import type { Database } from "../database/open.ts";
import { askSubgraph, type Way } from "../network/ask-subgraph.ts";
import { type ChangePage, readChanges } from "./read.ts";

export interface FeedSource {
  /** Changes with numbers above `after`, oldest first, at most `first` of them. */
  read(after: number, first: number): Promise<ChangePage>;
}

export function feedOf({ reader }: Database): FeedSource {
  return { read: (after, first) => readChanges(reader, after, first) };
}

const query = `query Changes($after: ChangeSequence!, $first: Int!) {
  changes(after: $after, first: $first) { last changes { sequence typeName code version operation at record } }
}`;

interface Answer {
  readonly data?: { readonly changes: ChangePage } | null;
}

/** In milliseconds. */
const patience = 10_000;

/** The feed of a subgraph elsewhere. @throws Error when it does not answer, or answers with errors */
export function feedOverHttp(url: string, way: Way): FeedSource {
  return {
    async read(after, first) {
      const answer = (await askSubgraph(url, { query, variables: { after, first } }, way, patience)) as Answer;
      if (!answer.data) throw new Error("the change feed answered without data");
      return answer.data.changes;
    },
  };
}
