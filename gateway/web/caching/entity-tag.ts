/** Names what an answer was made from, so that whoever holds it can ask whether it still stands. */
import { createHash } from "node:crypto";
import { readProgramDigest } from "#kit/caching/program-digest.ts";

export interface NamedAnswer {
  /** With its variables, and of which graph. */
  readonly question: string;
  /** By subgraph. */
  readonly revisions: ReadonlyMap<string, string>;
}

/** The same from every replica. Weak, since the same answer may come in several encodings. */
export async function entityTagOf({ question, revisions }: NamedAnswer): Promise<string> {
  const inOrder = [...revisions].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const digest = createHash("sha256").update(JSON.stringify([await readProgramDigest(), question, inOrder]));
  return `W/"${digest.digest("base64url")}"`;
}

/** Whether an `If-None-Match` has it. `*` is anything that its sender holds, which for a question is nothing that we know of. */
export function isNamedIn(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const opaque = tag.replace(/^W\//, "");
  return header.split(",").some((each) => each.trim().replace(/^W\//, "") === opaque);
}
