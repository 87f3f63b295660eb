/** The documents that are listed as trusted: found by their id or by the hash of their text, or recognised by their exact text. */
import { createHash } from "node:crypto";

export interface TrustedDocuments {
  readonly size: number;
  find(id: string): string | undefined;
  /** Whether a document of this text is listed; white space around it does not count. */
  has(text: string): boolean;
  all(): Iterable<readonly [id: string, text: string]>;
}

/** @param texts by id: the SHA-256 of the text in hexadecimal, or what a manifest of another tool calls it */
export function createTrustedDocuments(texts: ReadonlyMap<string, string>): TrustedDocuments {
  const byHash = new Map(
    [...texts.values()].flatMap((text) => [[sha256(text), text] as const, [documentIdOf(text), text] as const]),
  );
  return {
    size: texts.size,
    find: (id) => texts.get(withoutHashName(id)) ?? byHash.get(withoutHashName(id)),
    has: (text) => byHash.size > 0 && byHash.has(documentIdOf(text)),
    all: () => texts,
  };
}

export function documentIdOf(text: string): string {
  return sha256(text.trim());
}

/** `sha256:…` is how the specification of GraphQL over HTTP writes an id, and some tools do. */
export function withoutHashName(id: string): string {
  return id.replace(/^sha256:/, "");
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
