/** Starts processes that write to the same database as the test. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Settings } from "#kit/settings.ts";

const script = path.resolve(import.meta.dirname, "processes/write-records.ts");

export interface WriterProcess {
  /** Codes that the process has acknowledged so far. */
  readonly acknowledged: readonly string[];
  /** Resolves when so many are acknowledged. */
  until(count: number): Promise<void>;
  /** Exit code and what was written to standard error. */
  readonly ended: Promise<{ readonly code: number | null; readonly errors: string }>;
  kill(): void;
}

export function startWriter(settings: Settings, prefix: string, count: number): WriterProcess {
  const { dataFolder, databaseUrl = "-" } = settings;
  const child = spawn(process.execPath, [script, dataFolder, databaseUrl, prefix, String(count)]);
  const acknowledged: string[] = [];
  const lines = createInterface(child.stdout);
  lines.on("line", (line) => {
    if (line !== "open") acknowledged.push(line);
  });
  const until = async (wanted: number) => {
    while (acknowledged.length < wanted) await once(lines, "line");
  };
  return { acknowledged, until, ended: endOf(child, child.stderr), kill: () => child.kill("SIGKILL") };
}

async function endOf(child: ChildProcess, stderr: NodeJS.ReadableStream) {
  let errors = "";
  stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString("utf8");
  });
  await once(child, "close");
  return { code: child.exitCode, errors };
}
