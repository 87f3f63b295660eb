/** The databases that hold what is nowhere else: those of all subgraphs but the catalog, which is made again from their feeds, and the hub's own. */
import { readdirSync } from "node:fs";
import path from "node:path";

const madeAgain = new Set(["catalog", "kit"]);
const ofHub = ["hub", "registry"];

export function backedUpNames(): readonly string[] {
  const folders = readdirSync(path.resolve(import.meta.dirname, "../.."), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !madeAgain.has(entry.name))
    .map(({ name }) => name);
  return [...folders, ...ofHub].sort();
}
