/** What is published, from a folder with one SDL a subgraph. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { errors } from "#kit/errors.ts";
import type { Published } from "../../registry/check/proposal.ts";
import { readSchemaFile } from "./read-schema-file.ts";

const extension = ".graphql";

/** A folder says nothing of addresses; nothing ever connects to these. */
const addressOf = (name: string) => `http://${name}.in-folder.invalid/graphql`;

/** @throws HubError SCHEMA_FILE_UNREADABLE, SCHEMA_FILE_ENCODING, SCHEMA_FILE_EMPTY */
export function readPublishedFolder(folder: string): readonly Published[] {
  return filesIn(folder).map((file) => {
    const name = path.basename(file, extension);
    return { name, url: addressOf(name), sdl: readSchemaFile(path.join(folder, file)) };
  });
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(extension))
      .sort();
  } catch (error) {
    throw errors.schemaFileUnreadable(folder, error instanceof Error && "code" in error ? String(error.code) : "?");
  }
}
