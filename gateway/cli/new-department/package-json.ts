/** The package of a department that lives in a repository of its own: what it calls `#kit/…` is the hub's kit. */
import path from "node:path";
import type { WrittenFile } from "../write-files.ts";

export const hubFolder = path.resolve(import.meta.dirname, "../../..");

/** `folder` is where the department will lie; the hub is named by the way to it. */
export function packageJson(code: string, folder: string): WrittenFile {
  const content = {
    name: code,
    version: "0.1.0",
    private: true,
    type: "module",
    engines: { node: ">=24" },
    imports: { "#kit/*": "jinkatsu-hub/kit/*" },
    scripts: {
      start: "jinkatsu-subgraph .",
      test: `node --import jinkatsu-hub/strip-types --test ${code}.test.ts`,
    },
    dependencies: { "jinkatsu-hub": `file:${path.relative(folder, hubFolder)}` },
  };
  return { file: "package.json", text: `${JSON.stringify(content, null, 2)}\n` };
}
