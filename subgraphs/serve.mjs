#!/usr/bin/env node
// `jinkatsu-subgraph <name or folder>`: starts a subgraph on a Node that runs TypeScript unbuilt, this one or the one that the hub brings along.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const isNewEnough = Number(process.versions.node.split(".")[0]) >= 24;

if (isNewEnough) {
  await import("./strip-types.mjs");
  await import("./serve.ts");
} else startOnNewer();

function startOnNewer() {
  const here = path.dirname(fileURLToPath(import.meta.url));
  // In a package that depends on the hub, npm lays the hub's Node beside the hub.
  const brought = ["../node_modules/.bin/node", "../../.bin/node"].map((file) => path.resolve(here, file));
  const node = brought.find((file) => existsSync(file));
  if (node) return start(node);
  process.stderr.write("Run npm install first. / 先に npm install を実行してください。\n");
  process.exitCode = 3;
}

function start(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: "inherit" });
  // A signal to this process alone is meant for the work; the terminal's own reach both.
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  process.on("SIGINT", () => undefined);
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + (os.constants.signals[signal ?? "SIGTERM"] ?? 0);
  });
}
