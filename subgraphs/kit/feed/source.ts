/** Where a reader gets a department's changes from: its database in the same process, or its subgraph over HTTP. */
import type { Database } from "../database/open.ts";
import type { SignCall } from "../identity/sign-call.ts";
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

/** The feed of a subgraph elsewhere. @throws Error when it does not answer, or answers with errors */
export function feedOverHttp(url: string, sign: SignCall): FeedSource {
  return {
    async read(after, first) {
      const body = JSON.stringify({ query, variables: { after, first } });
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", ...sign(body) },
        body,
        redirect: "error",
        signal: AbortSignal.timeout(10_000),
      });
      const answer = (await response.json()) as { data?: { changes: ChangePage } };
      if (answer.data === undefined) throw new Error(`the change feed answered ${response.status} without data`);
      return answer.data.changes;
    },
  };
}
