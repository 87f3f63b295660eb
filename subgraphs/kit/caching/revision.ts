/**
 * What a subgraph says of the state that its answer was read from: a text that is another one after every change of anything
 * that it shows. Two answers to the same question that bear the same revision are the same.
 */
import { createHash } from "node:crypto";
import type { DocumentNode } from "graphql";
import { readProgramDigest } from "./program-digest.ts";

/** In an answer over HTTP. */
export const revisionHeader = "x-jinkatsu-revision";

/** The smallest question that is answered with a revision: what a gateway asks to know whether anything has changed. */
export const revisionQuery = { name: "Revision", text: "query Revision { __typename }" } as const;

/** A context of a subgraph that knows its revisions. */
export interface Revised {
  /**
   * Of all that is read after it has resolved, or older; undefined where it cannot be told. Read it before anything else is:
   * what changes meanwhile is then in the answer of a revision that nobody will find again.
   */
  readRevision(): Promise<string | undefined>;
}

/** Undefined for a context of a subgraph that knows none. A revision that cannot be read is no reason not to answer. */
export async function readRevisionIn(context: object): Promise<string | undefined> {
  if (!("readRevision" in context) || typeof context.readRevision !== "function") return undefined;
  try {
    const revision: unknown = await context.readRevision();
    return typeof revision === "string" ? revision : undefined;
  } catch {
    return undefined;
  }
}

/** Only what may be kept needs one, and who asks for nothing else. */
export function tellsRevision({ definitions: [first] }: DocumentNode, cacheControl: string): boolean {
  return (
    cacheControl !== "no-store" || (first?.kind === "OperationDefinition" && first.name?.value === revisionQuery.name)
  );
}

/** What is not in a database counts too: another release may say the same in other words. */
export async function createRevision(parts: readonly string[]): Promise<string> {
  return createHash("sha256")
    .update(JSON.stringify([await readProgramDigest(), ...parts]))
    .digest("base64url");
}

/** As it came in a header; undefined for what is none. */
export function toRevision(header: string | undefined): string | undefined {
  return header !== undefined && /^[!-~]{1,128}$/.test(header) ? header : undefined;
}
