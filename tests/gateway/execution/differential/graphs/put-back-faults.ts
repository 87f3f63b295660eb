/**
 * Puts each of the six faults back into a copy of the engine and looks after how many generated graphs the reference executor finds it:
 * `npm run test:put-back-faults -- 300 1` looks at 300 graphs from the first. A fault that is not found ends it with 1.
 */
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { type Edit, type Fault, faults } from "./faults.ts";

const [graphs = 300, first = 1] = process.argv.slice(2).map(Number);
const root = path.resolve(import.meta.dirname, "../../../../..");
const script = path.join(path.relative(root, import.meta.dirname), "differences.ts");

console.log("| fault | found after | in | by |\n|---|---|---|---|");
for (const fault of faults) report(fault, await lookFor(fault));

type Difference = { readonly graph: number; readonly query: string; readonly isRefused?: boolean };

function report({ name }: Fault, found: Difference | undefined): void {
  if (!found) process.exitCode = 1;
  const place = found
    ? `${found.graph - first + 1} graphs | graph ${found.graph} | ${found.isRefused ? "refused: " : ""}\`${found.query}\``
    : "";
  console.log(`| ${name} | ${place || `not in ${graphs} graphs | | `} |`);
}

/**
 * The first difference that is not there without the fault: some operations are refused anyway, and an engine that lacks what hides it may
 * differ by itself.
 */
async function lookFor({ edits, hiddenBy = [] }: Fault): Promise<Difference | undefined> {
  const faulty = copyWith([...edits, ...hiddenBy]);
  const otherwise = copyWith(hiddenBy);
  const child = spawn(process.execPath, [script, String(graphs), String(first)], { cwd: faulty });
  try {
    for await (const line of createInterface(child.stdout)) {
      const found = JSON.parse(line) as Difference;
      if (!isIn(otherwise, found)) return found;
    }
    return undefined;
  } finally {
    child.kill();
    for (const copy of [faulty, otherwise]) rmSync(copy, { recursive: true });
  }
}

function isIn(copy: string, { graph, query }: Difference): boolean {
  const lines = String(execFileSync(process.execPath, [script, "1", String(graph)], { cwd: copy })).split("\n");
  return lines.some((line) => line !== "" && (JSON.parse(line) as Difference).query === query);
}

function copyWith(edits: readonly Edit[]): string {
  const copy = mkdtempSync(path.join(tmpdir(), "engine-with-fault-"));
  for (const each of ["package.json", "gateway", "subgraphs", "schema", "tests/gateway/execution"])
    cpSync(path.join(root, each), path.join(copy, each), { recursive: true });
  symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
  for (const edit of edits) putBack(path.join(copy, edit.file), edit);
  return copy;
}

function putBack(file: string, { now, before }: Edit): void {
  const text = readFileSync(file, "utf8");
  if (text.split(now).length !== 2) throw new Error(`${file} does not say once: ${now}`);
  writeFileSync(
    file,
    text.replace(now, () => before),
  );
}
