#!/usr/bin/env node
// Starts the command line on the Node that the hub brings along: TypeScript runs unbuilt from Node 24 on, and the system's may be older.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const leastNode = 24;
const main = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "main.ts");

if (Number(process.versions.node.split(".")[0]) >= leastNode) {
  const { runCommandLine } = await import(main);
  process.exitCode = await runCommandLine(process.argv.slice(2));
} else {
  startAgain(path.resolve(main, "../../../node_modules/.bin/node"));
}

/** @param {string} node */
function startAgain(node) {
  if (!existsSync(node)) {
    process.stderr.write("Run npm ci first. / 先に npm ci を実行してください。\n");
    process.exitCode = 3;
    return;
  }
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: "inherit" });
  // A signal to this process alone is meant for the work; the terminal's own reach both.
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  process.on("SIGINT", () => undefined);
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + (os.constants.signals[signal ?? "SIGTERM"] ?? 0);
  });
}
