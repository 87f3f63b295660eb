/** Processes under measure: started with their settings, asked until they answer, their CPU time read, ended at the end. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const children: ChildProcess[] = [];

/** Returns the process's id. `arguments_` begin with a script of this repository. */
export function start(arguments_: readonly string[], environment: Readonly<Record<string, string>> = {}): number {
  const env = { ...process.env, NODE_ENV: "production", APOLLO_TELEMETRY_DISABLED: "1", ...environment };
  const flags = (process.env["BENCH_NODE_FLAGS"] ?? "").split(" ").filter(Boolean);
  const child = spawn(process.execPath, [...flags, ...arguments_], { env, stdio: ["ignore", "ignore", "inherit"] });
  children.push(child);
  return child.pid ?? 0;
}

export async function endAll(): Promise<void> {
  await Promise.all(children.map(end));
}

function end(child: ChildProcess): Promise<unknown> | undefined {
  if (child.exitCode !== null || child.signalCode !== null) return undefined;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  return ended;
}

/** Asks until the answer is well, for 90 s at most. */
export async function ready(url: string, request: RequestInit = {}): Promise<void> {
  for (let attempt = 0; attempt < 900; attempt++) {
    const answer = await fetch(url, request).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(`${url} is not ready after 90 s`);
}

/** Milliseconds of CPU that the processes have used so far, as Linux counts them: in hundredths of a second. */
export function cpuOf(processIds: readonly number[]): number {
  const ticks = processIds.map((id) => {
    const stat = readFileSync(`/proc/${id}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks.reduce((sum, each) => sum + each, 0) * 10;
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
