/** Reads the documents of one file, whichever tool has written it: what it is shows by its content. */
import { readFileSync, statSync } from "node:fs";
import { parse } from "graphql";
import { documentIdOf, sha256, withoutHashName } from "./trusted-documents.ts";

export interface Entry {
  readonly id: string;
  readonly text: string;
}

/** In bytes: a manifest of thousands of documents has a tenth of it. */
const largestFile = 16 * 1024 * 1024;

/** @throws Error that says what is wrong with it */
export function readDocumentFile(file: string): readonly Entry[] {
  const { size } = statSync(file);
  if (size > largestFile) throw new RangeError(`${size} bytes; at most ${largestFile} are read`);
  const text = readFileSync(file, "utf8");
  const entries = file.endsWith(".json") ? entriesOf(text) : [{ id: documentIdOf(text), text: text.trim() }];
  for (const entry of entries) requireDocument(entry);
  return entries;
}

function requireDocument({ id, text }: Entry): void {
  try {
    parse(text, { noLocation: true });
  } catch (error) {
    throw new SyntaxError(`document ${id}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (isHash(id) && ![text, text.trim()].map(sha256).includes(withoutHashName(id)))
    throw new TypeError(`document ${id} has another SHA-256 than its id says`);
}

/** Another tool's id may be any name; what looks like this hash is one. */
function isHash(id: string): boolean {
  return id.startsWith("sha256:") || /^[0-9a-f]{64}$/.test(id);
}

/** `{"<id>": "<text>"}` as this hub, GraphQL Code Generator's client preset and Relay write it, or Apollo's manifest. */
function entriesOf(text: string): readonly Entry[] {
  const manifest: unknown = JSON.parse(text);
  if (!isRecord(manifest)) throw new TypeError("a JSON object of id and document was expected");
  const { format, operations } = manifest;
  const isApollos = format === "apollo-persisted-query-manifest" && Array.isArray(operations);
  const entries = isApollos
    ? operations.map((each) => (isRecord(each) ? checked(each["id"], each["body"]) : checked(undefined, undefined)))
    : Object.entries(manifest).map(([id, each]) => checked(id, each));
  requireNoneTwice(isApollos ? entries.map(({ id }) => id) : keysIn(text));
  return entries;
}

function checked(id: unknown, text: unknown): Entry {
  if (typeof id !== "string" || typeof text !== "string")
    throw new TypeError("an id and the text of a document were expected");
  return { id, text };
}

/** Of a flat object, in which keys and texts take turns. Of two that are the same `JSON.parse` keeps the second without a word. */
function keysIn(json: string): readonly string[] {
  const strings = [...json.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([each]) => each);
  return strings.filter((_, index) => index % 2 === 0).map((each) => String(JSON.parse(each)));
}

function requireNoneTwice(ids: readonly string[]): void {
  const seen = new Set<string>();
  for (const id of ids.map(withoutHashName)) {
    if (seen.has(id)) throw new TypeError(`document ${id} is there twice`);
    seen.add(id);
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
