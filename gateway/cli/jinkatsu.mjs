#!/usr/bin/env node
// Starts the command line on a Node that runs TypeScript unbuilt (24 and later): this one, or the one that the hub brings along.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const isNewEnough = Number(process.versions.node.split(".")[0]) >= 24;
const node = isNewEnough ? process.execPath : path.resolve(here, "../../node_modules/.bin/node");

// Left alone, V8 lets garbage fill 300 MB before it looks at it; an import makes much and keeps little.
const flags = ["--max-semi-space-size=8", "--max-old-space-size=208"];

if (existsSync(node)) start();
else {
  process.stderr.write("Run npm ci first. / 先に npm ci を実行してください。\n");
  process.exitCode = 3;
}

function start() {
  const child = spawn(node, [...flags, path.join(here, "main.ts"), ...process.argv.slice(2)], { stdio: "inherit" });
  // A signal to this process alone is meant for the work; the terminal's own reach both.
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  process.on("SIGINT", () => undefined);
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + (os.constants.signals[signal ?? "SIGTERM"] ?? 0);
  });
}
