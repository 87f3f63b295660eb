/** The questions that the console's pages ask, to the letter: what the hub itself asks is nobody's use of the graph. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const folder = path.join(import.meta.dirname, "browser", "questions");

export function readOwnQuestions(): ReadonlySet<string> {
  return new Set(readdirSync(folder).map((name) => readFileSync(path.join(folder, name), "utf8")));
}
