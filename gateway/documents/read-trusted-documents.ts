/** Reads trusted documents from a manifest, or from a folder of manifests and `.graphql` files. */
import { readdirSync, type Stats, statSync } from "node:fs";
import path from "node:path";
import type { HubError } from "#kit/errors.ts";
import { readDocumentFile } from "./read-manifest.ts";
import { withoutHashName } from "./trusted-documents.ts";

/** What is said of a file that cannot be read. */
type Refuse = (file: string, reason: string) => HubError;

/** A place that is not there holds no documents. @returns texts by id @throws what `refuse` makes of the first thing that is wrong */
export function readDocuments(place: string, refuse: Refuse): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { name } of told(() => filesAt(place), place, refuse))
    for (const { id, text } of told(() => readDocumentFile(name), name, refuse)) {
      const key = withoutHashName(id);
      if ((texts.get(key) ?? text) !== text) throw refuse(name, `document ${id} is another one in another file`);
      texts.set(key, text);
    }
  return texts;
}

export interface DocumentFile {
  readonly name: string;
  readonly stats: Stats;
}

export function filesAt(place: string): readonly DocumentFile[] {
  const stats = statSync(place, { throwIfNoEntry: false });
  if (!stats) return [];
  if (!stats.isDirectory()) return [{ name: place, stats }];
  const names = readdirSync(place, { recursive: true, encoding: "utf8" }).filter(isOfDocuments).toSorted();
  return names.flatMap((name) => {
    const file = path.join(place, name);
    const found = statSync(file, { throwIfNoEntry: false });
    return found?.isFile() ? [{ name: file, stats: found }] : [];
  });
}

function isOfDocuments(name: string): boolean {
  const isAside = name.split(path.sep).some((part) => part === "node_modules" || part.startsWith("."));
  return !isAside && /\.(json|graphql|gql)$/.test(name);
}

function told<Result>(read: () => Result, place: string, refuse: Refuse): Result {
  try {
    return read();
  } catch (error) {
    throw refuse(place, error instanceof Error ? error.message : String(error));
  }
}
