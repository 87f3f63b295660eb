/** Documents that a hub is told of, and how they are asked for by GET. */
import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import path from "node:path";
import { temporaryFolder } from "./temporary-folder.ts";

/** @returns the folder, for JINKATSU_TRUSTED_DOCUMENTS */
export function listDocuments(texts: readonly string[]): string {
  const folder = mkdtempSync(path.join(temporaryFolder(), "listed-"));
  const manifest = Object.fromEntries(texts.map((text) => [documentIdOf(text), text]));
  writeFileSync(path.join(folder, "documents.json"), JSON.stringify(manifest));
  return folder;
}

export function documentIdOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The target of a GET. */
export function pathOf(text: string, variables?: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams({ documentId: documentIdOf(text) });
  if (variables) search.set("variables", JSON.stringify(variables));
  return `/graphql?${search}`;
}
