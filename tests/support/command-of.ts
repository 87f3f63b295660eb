/** What an npm script runs, as Node is told: so that what is measured is what users start. */
import { readFileSync } from "node:fs";

export function commandOf(script: string): readonly string[] {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  const [node, ...words] = String(scripts[script]).split(" ");
  if (node !== "node") throw new Error(`npm run ${script} does not run node`);
  return words;
}
