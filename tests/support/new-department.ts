/** A department written by `jinkatsu new-department` in a folder outside the repository, with the hub as its dependency. */
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { jinkatsu } from "../gateway/cli/command-line.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const hubFolder = path.resolve(import.meta.dirname, "../..");

/** How the department's package has the hub: as a link, as npm makes one to a folder, or as a copy, as it makes one of an archive. */
export type Installed = "link" | "copy";

/** @returns the department's folder */
export async function newDepartmentElsewhere(
  name: string,
  installed: Installed,
  titles: readonly string[] = [],
): Promise<string> {
  const parent = temporaryFolder();
  const settings = { dataFolder: temporaryFolder(), databaseUrl: undefined };
  const { code, notes } = await jinkatsu(settings, ["new-department", name, "--in", parent, ...titles]);
  if (code !== 0) throw new Error(notes);
  const folder = path.join(parent, name);
  mkdirSync(path.join(folder, "node_modules"));
  const hub = path.join(folder, "node_modules/jinkatsu-hub");
  if (installed === "link") symlinkSync(hubFolder, hub);
  else copyHub(hub);
  return folder;
}

/** What a package of the hub holds; what it depends on is not copied. */
export function copyHub(to: string): void {
  mkdirSync(to);
  const parts = ["package.json", "gateway", "subgraphs", "schema"];
  for (const part of parts) cpSync(path.join(hubFolder, part), path.join(to, part), { recursive: true });
  symlinkSync(path.join(hubFolder, "node_modules"), path.join(to, "node_modules"));
}
