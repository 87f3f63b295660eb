/** `npm run bench:overlap -- [FOLDER] [--only recall,costs] [--quick]`: what the engine finds and what it costs, beside MiniSearch and connected components. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

const parts = ["recall", "linkage", "calibration", "clusters", "costs"] as const;
const { values, positionals } = parseArgs({
  options: { only: { type: "string", default: parts.join() }, quick: { type: "boolean", default: false } },
  allowPositionals: true,
});
const beside = path.join(import.meta.dirname, "../../../shared/data/overlap");
const folder = positionals[0] ?? process.env["JINKATSU_OVERLAP_DATA"] ?? beside;
const asked = parts.filter((part) => values.only.split(",").includes(part));
if (!existsSync(path.join(folder, "rs2024.ndjson.gz")) || asked.length === 0) {
  console.error(
    `Name the data folder as an argument or in JINKATSU_OVERLAP_DATA, and parts of ${parts.join()}. / データのフォルダーを引数か JINKATSU_OVERLAP_DATA で、部分を ${parts.join()} から指定してください。`,
  );
  process.exit(2);
}

/** Each part in a process of its own, so that the memory and the compiled code of one do not spoil the figures of another. */
function run(script: string, ...args: readonly string[]): void {
  execFileSync(process.execPath, [path.join(import.meta.dirname, script), folder, ...args], { stdio: "inherit" });
}

for (const part of asked) {
  if (part !== "costs") run(`print-${part}.ts`);
  else
    for (const records of values.quick ? [5_000, 50_000] : [5_000, 50_000, 500_000])
      run("print-costs.ts", String(records));
}
