/** The documents that are listed as trusted: found by their id, or recognised by their exact text. */
import { createHash } from "node:crypto";

export interface TrustedDocuments {
  readonly size: number;
  find(id: string): string | undefined;
  /** Whether a document of this text is listed; white space around it does not count. */
  has(text: string): boolean;
}

/** Texts by id. An id is the SHA-256 of the text in hexadecimal unless a manifest of another tool names another one. */
export function createTrustedDocuments(texts: ReadonlyMap<string, string>): TrustedDocuments {
  const known = new Set([...texts.values()].map(documentIdOf));
  return { size: texts.size, find: (id) => texts.get(id), has: (text) => known.has(documentIdOf(text)) };
}

export function documentIdOf(text: string): string {
  return sha256(text.trim());
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
