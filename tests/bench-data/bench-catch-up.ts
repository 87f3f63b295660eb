/**
 * What others feel while the hub follows many changes (`npm run bench:catch-up -- [before] [while] [FOLDER]`), over SQLite and all in one
 * process: so many measures are there when it starts, and so many are imported while it serves. FOLDER as for
 * `bench:audit`. Turns are CPU time of the serving thread.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { writeCsv } from "#kit/tabular/write-csv.ts";
import { ask } from "../support/ask.ts";
import { freePort } from "../support/free-port.ts";
import { send } from "../support/raw-http.ts";
import { auditHeadings, createAuditRows } from "./audit-rows.ts";

const root = path.resolve(import.meta.dirname, "../..");
const [before = "20000", during = "5000", folder = path.join(root, "../shared/data/overlap")] = process.argv.slice(2);
const dataFolder = mkdtempSync(path.join(tmpdir(), "jinkatsu-bench-catch-up-"));
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const environment = { ...process.env, JINKATSU_DATA: dataFolder, JINKATSU_PORT: String(port), JINKATSU_LOG: "error" };

const rowOf = createAuditRows(folder);
await importMeasures(0, Number(before));
const preload = ["--max-old-space-size=1536", "--import", "./tests/soak/longest-turn.ts"];
const hub = spawn(process.execPath, [...preload, "gateway/main.ts"], {
  cwd: root,
  env: environment,
  stdio: ["ignore", "ignore", "inherit", "ipc"],
});
await once(hub, "spawn");
await until(() => isAnswered("/health/live"));
await report(`start with ${before} measures to follow, until ready`, () => until(() => isAnswered("/health/ready")));
const known = await measuresKnown();
await report(`${during} measures imported while it serves, until all are found`, async () => {
  await importMeasures(Number(before), Number(during));
  await until(async () => (await measuresKnown()) === known + Number(during));
});
hub.kill("SIGTERM");
await once(hub, "exit");
rmSync(dataFolder, { recursive: true });

/** Somebody asks every 5 ms whether it lives: an answer comes when the thread has a turn for it. */
async function report(name: string, work: () => Promise<unknown>): Promise<void> {
  const waits: number[] = [];
  const asking: Promise<unknown>[] = [];
  let isOver = false;
  const timed = async () => {
    const asked = performance.now();
    await isAnswered("/health/live");
    waits.push(performance.now() - asked);
  };
  await longestTurn(hub);
  const started = performance.now();
  const stream = (async () => {
    for (; !isOver; await sleep(5)) asking.push(timed());
    await Promise.all(asking);
  })();
  await work();
  const seconds = (performance.now() - started) / 1000;
  isOver = true;
  await stream;
  const sorted = waits.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(0);
  const turn = (await longestTurn(hub)).toFixed(0);
  console.log(
    `${name}: ${seconds.toFixed(1)} s, longest turn ${turn} ms; others waited p50 ${at(0.5)} p99 ${at(0.99)} max ${at(1)} ms`,
  );
}

async function measuresKnown(): Promise<number> {
  const { data } = await ask(url, "{ measures(first: 1) { totalCount } }");
  return data?.measures?.totalCount ?? 0;
}

async function isAnswered(where: string): Promise<boolean> {
  return send(url, { method: "GET", path: where }).then(
    ({ status }) => status === 200,
    () => false,
  );
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(20);
}

/** In a process of its own, as an operator does. */
async function importMeasures(after: number, count: number): Promise<void> {
  const file = path.join(dataFolder, "measures.csv");
  await writeCsv(
    file,
    auditHeadings,
    Array.from({ length: count }, (_, at) => rowOf(after + at)),
  );
  const child = spawn(process.execPath, ["gateway/cli/jinkatsu.mjs", "import", "welfare", file], {
    cwd: root,
    env: environment,
    stdio: ["ignore", "ignore", "inherit"],
  });
  await once(child, "close");
  if (child.exitCode !== 0) throw new Error(`the import ended with ${child.exitCode}`);
}

async function longestTurn(process: ChildProcess): Promise<number> {
  process.send("longest turn");
  const [longest] = await once(process, "message");
  return Number(longest);
}
