/** What is published, from a folder with one SDL a subgraph. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { errors } from "#kit/errors.ts";
import type { Published } from "../../registry/check/proposal.ts";

const extension = ".graphql";

/** A folder says nothing of addresses; nothing ever connects to these. */
const addressOf = (name: string) => `http://${name}.in-folder.invalid/graphql`;

/** @throws HubError SCHEMA_FILE_UNREADABLE */
export function readPublishedFolder(folder: string): readonly Published[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(extension))
      .sort()
      .map((file) => {
        const name = path.basename(file, extension);
        return { name, url: addressOf(name), sdl: readFileSync(path.join(folder, file), "utf8") };
      });
  } catch (error) {
    throw errors.schemaFileUnreadable(folder, error instanceof Error && "code" in error ? String(error.code) : "?");
  }
}
