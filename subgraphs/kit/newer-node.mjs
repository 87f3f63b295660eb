/** A Node that runs TypeScript unbuilt (24 and later): this one, or the one that the hub brings along. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const isNewEnough = Number(process.versions.node.split(".")[0]) >= 24;

/** What Node must be told so that it runs the hub's TypeScript where the hub is installed as a package. */
export const stripTypes = import.meta.url.includes("/node_modules/")
  ? ["--disable-warning=ExperimentalWarning", "--import", new URL("../strip-types.mjs", import.meta.url).href]
  : [];

/** Starts it in place of this process, which lives as long and ends with its code; with 3 where nothing was installed. */
export function startOnNewerNode(args) {
  const node = isNewEnough ? process.execPath : broughtAlong();
  if (node !== undefined) return start(node, args);
  process.stderr.write("Run npm ci or npm install first. / 先に npm ci か npm install を実行してください。\n");
  process.exitCode = 3;
}

function broughtAlong() {
  const here = path.dirname(fileURLToPath(import.meta.url));
  // In a package that depends on the hub, npm lays the hub's Node beside the hub.
  const places = ["../../node_modules/.bin/node", "../../../.bin/node"].map((file) => path.resolve(here, file));
  return places.find((file) => existsSync(file));
}

function start(node, args) {
  const child = spawn(node, args, { stdio: "inherit" });
  // A signal to this process alone is meant for the work; the terminal's own reach both.
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  process.on("SIGINT", () => undefined);
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + (os.constants.signals[signal ?? "SIGTERM"] ?? 0);
  });
}
