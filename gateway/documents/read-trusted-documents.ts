/** Reads trusted documents from a manifest, or from a folder of manifests and `.graphql` files. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { parse } from "graphql";
import { errors, HubError } from "#kit/errors.ts";
import type { Config } from "../config.ts";
import type { DocumentRules } from "./admit-document.ts";
import { createTrustedDocuments, documentIdOf, type TrustedDocuments } from "./trusted-documents.ts";

/** A place that is not there holds no documents. @throws HubError TRUSTED_DOCUMENTS_UNREADABLE */
function readTrustedDocuments(place: string): TrustedDocuments {
  return createTrustedDocuments(new Map(filesAt(place).flatMap(readFile)));
}

function filesAt(place: string): readonly string[] {
  const found = statSync(place, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return [place];
  const names = readdirSync(place).filter((name) => /\.(json|graphql)$/.test(name));
  return names.toSorted().map((name) => path.join(place, name));
}

/** @throws HubError TRUSTED_DOCUMENTS_MISSING where only trusted documents may run and there are none */
export function readDocumentRules({ documents, trustedDocuments }: DocumentSettings): DocumentRules {
  const trusted = readTrustedDocuments(trustedDocuments);
  if (documents === "trusted" && trusted.size === 0) throw errors.trustedDocumentsMissing(trustedDocuments);
  return { mode: documents, trusted };
}

type DocumentSettings = Pick<Config, "documents" | "trustedDocuments">;

type Entry = readonly [id: string, text: string];

function readFile(file: string): readonly Entry[] {
  try {
    const text = readFileSync(file, "utf8");
    const entries = file.endsWith(".graphql") ? [entryOf(text)] : entriesOf(JSON.parse(text));
    for (const [, document] of entries) parse(document);
    return entries;
  } catch (error) {
    if (error instanceof HubError) throw error;
    throw errors.trustedDocumentsUnreadable(file, error instanceof Error ? error.message : String(error));
  }
}

export function entryOf(text: string): Entry {
  return [documentIdOf(text), text.trim()];
}

/** `{"<id>": "<text>"}` as this hub and GraphQL Code Generator write it, or Apollo's persisted query manifest. */
function entriesOf(manifest: unknown): readonly Entry[] {
  if (!isRecord(manifest)) throw new TypeError("a JSON object of id and document was expected");
  const { format, operations } = manifest;
  if (format === "apollo-persisted-query-manifest" && Array.isArray(operations)) return operations.map(entryOfApollo);
  return Object.entries(manifest).map(([id, text]) => checked(id, text));
}

function entryOfApollo(operation: unknown): Entry {
  return isRecord(operation) ? checked(operation["id"], operation["body"]) : checked(undefined, undefined);
}

function checked(id: unknown, text: unknown): Entry {
  if (typeof id !== "string" || typeof text !== "string")
    throw new TypeError("an id and the text of a document were expected");
  return [id, text];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
