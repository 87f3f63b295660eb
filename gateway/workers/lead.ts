/** The first of several processes on one port: it starts the others, replaces those that die, and ends with the last of them. */
import cluster, { type Worker } from "node:cluster";
import type { Log } from "#kit/log/log.ts";
import { type Address, listen } from "#kit/server/listen.ts";
import { settings } from "../config.ts";
import type { Readiness } from "../web/routes.ts";
import { createGathering } from "./gather-metrics.ts";
import type { FromWorker } from "./messages.ts";

interface Options {
  readonly count: number;
  readonly address: Address;
  readonly log: Log;
  /** That workers go on answering when they are told to end. */
  readonly drainSeconds: number;
  /** Told once, when all serve. */
  readonly onServing: (first: { readonly url: string; readiness(): Readiness }) => void;
}

/** Whether this process is to start others rather than to answer itself. */
export function leads(workers: number): boolean {
  return workers > 1 && cluster.isPrimary;
}

/** A worker that lived this long was no failed start, in milliseconds. */
const longEnough = 10_000;
const shortestPause = 100;
const longestPause = 10_000;
/** How long workers may take to end, in milliseconds; their own grace is shorter. */
const patience = 15_000;

/** @throws HubError PORT_TAKEN or CANNOT_LISTEN */
export async function leadWorkers({ count, address, log, drainSeconds, onServing }: Options): Promise<void> {
  // Processes that share a port out would share it with those of another hub as well.
  await (await listen(() => undefined, address)).close();
  const gathering = createGathering();
  const serving = new Set<number>();
  // A port of the system's choice is chosen once.
  let port = String(address.port);
  let hasFollowers = false;
  let hasServed = false;
  let pause = shortestPause;
  let closing = false;

  const start = () => {
    const started = performance.now();
    const worker = cluster.fork({ [settings.port.name]: port });
    worker.on("message", (message: FromWorker) => {
      if (message.kind === "serving") onWorkerServing(worker, message);
      else gathering.hear(worker, message);
    });
    worker.on("exit", (code, signal) => onExit(worker, { code, signal, lived: performance.now() - started }));
  };

  // The first one alone: what keeps it from starting is said once, and what it prepares the others find done.
  const onWorkerServing = (worker: Worker, { url, readiness }: Extract<FromWorker, { kind: "serving" }>) => {
    serving.add(worker.id);
    gathering.join(worker);
    port = new URL(url).port;
    if (!hasFollowers) for (let more = 1; more < count; more++) start();
    hasFollowers = true;
    if (hasServed || serving.size < count) return;
    hasServed = true;
    onServing({ url, readiness: () => readiness });
  };

  const onExit = (worker: Worker, { code, signal, lived }: Exit) => {
    gathering.forget(worker);
    const served = serving.delete(worker.id);
    if (closing) {
      if (workersNow().length === 0) process.exit(0);
      return;
    }
    if (!served && !hasFollowers) process.exit(code ?? 3);
    pause = lived > longEnough ? shortestPause : Math.min(pause * 2, longestPause);
    log.error({ pid: worker.process.pid, code, signal, pause }, "worker died, another one is started");
    setTimeout(() => closing || start(), pause);
  };

  start();
  endOnSignal(patience + drainSeconds * 1_000, () => {
    closing = true;
    if (workersNow().length === 0) process.exit(0);
  });
}

interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
  readonly lived: number;
}

/** A second signal, or patience at its end, ends everything at once. */
function endOnSignal(patienceMs: number, onFirst: () => void): void {
  let told = false;
  const stop = () => {
    if (told) endNow();
    told = true;
    for (const worker of workersNow()) worker.process.kill("SIGTERM");
    setTimeout(endNow, patienceMs).unref();
    onFirst();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

function endNow(): never {
  for (const worker of workersNow()) worker.process.kill("SIGKILL");
  process.exit(1);
}

function workersNow(): readonly Worker[] {
  return Object.values(cluster.workers ?? {}).flatMap((worker) => (worker && !worker.isDead() ? [worker] : []));
}
