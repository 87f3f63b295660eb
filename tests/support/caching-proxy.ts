/** nginx in front of a hub, with the file that the hub comes with; skipped where it is missing, and an error in CI. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe } from "@jest/globals";
import { describeMissing, findProgram } from "../setup/programs.ts";
import { freePort } from "./free-port.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const program = findProgram("cachingProxy");

if (program === undefined && process.env["CI"]) throw new Error(describeMissing("cachingProxy"));

export const describeWithCachingProxy = program === undefined ? describe.skip : describe;

export interface CachingProxy {
  readonly url: string;
  /** All that it keeps, as it stands on disk. */
  readCache(): string;
}

const ends: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  await Promise.all(ends.map((end) => end()));
});

export async function startCachingProxy(hubUrl: string): Promise<CachingProxy> {
  const folder = temporaryFolder();
  const cache = path.join(folder, "cache");
  const port = await freePort();
  const shipped = readFileSync(path.resolve(import.meta.dirname, "../../docker/nginx/cached-graph.conf"), "utf8");
  const adapted = shipped
    .replace("/var/cache/nginx/jinkatsu", cache)
    .replace("127.0.0.1:4000", new URL(hubUrl).host)
    .replace("listen 8080", `listen 127.0.0.1:${port}`);
  writeFileSync(path.join(folder, "nginx.conf"), around(adapted, folder));
  const child = spawn(program ?? "", ["-p", folder, "-c", path.join(folder, "nginx.conf")], { stdio: "ignore" });
  const ended = once(child, "close");
  ends.push(() => {
    child.kill("SIGTERM");
    return ended;
  });
  const url = `http://127.0.0.1:${port}`;
  await listening(url).catch(() => {
    throw new Error(`nginx does not listen: ${readFileSync(path.join(folder, "error.log"), "utf8")}`);
  });
  return { url, readCache: () => textIn(cache) };
}

/** What a distribution's own file says, with all that is written in one folder. */
function around(shipped: string, folder: string): string {
  const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  for (const kind of kinds) mkdirSync(path.join(folder, kind));
  return `
    ${process.getuid?.() === 0 ? "user root;" : ""}
    daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log error;
    events {}
    http {
      access_log off;
      ${kinds.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join("\n")}
      ${shipped}
    }`;
}

async function listening(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (
      await fetch(`${url}/health/live`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await sleep(50);
  }
  throw new Error("nginx does not listen");
}

function textIn(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => readFileSync(path.join(parentPath, name), "utf8")).join("\n");
}
