/** The hub as a process, started, stopped and killed again and again on one folder. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Contradiction } from "./contradiction.ts";

export interface Hub {
  readonly pid: number;
  /** The end of what it has logged. */
  log(): string;
  isRunning(): boolean;
  /** Resolves when it has ended. */
  stop(signal: NodeJS.Signals): Promise<void>;
}

const root = path.resolve(import.meta.dirname, "../../..");
const keptLogSigns = 6_000;

export function startHub(environment: Readonly<Record<string, string>>): Hub {
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, ["--max-old-space-size=1536", "gateway/main.ts"], {
    cwd: root,
    env: { PATH, ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log = (log + text).slice(-keptLogSigns);
  });
  const closed = once(child, "close");
  return {
    pid: child.pid ?? 0,
    log: () => log,
    isRunning: () => isRunning(child),
    async stop(signal) {
      child.kill(signal);
      await closed;
    },
  };
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

export interface Readiness {
  readonly isReady: boolean;
  readonly said: string;
}

export async function readinessOf(url: string): Promise<Readiness> {
  try {
    const answer = await fetch(`${url}/health/ready`);
    return { isReady: answer.ok, said: await answer.text() };
  } catch (error) {
    return { isReady: false, said: String(error) };
  }
}

/** For a fault, not a promise of speed: beside others' work, and behind it, a start takes minutes. */
const longestWaitMs = 1_800_000;

/** False where it ends before. @throws Contradiction where it does not become ready at all */
export async function becomesReady(hub: Hub, url: string): Promise<boolean> {
  const begun = performance.now();
  while (hub.isRunning()) {
    const { isReady, said } = await readinessOf(url);
    if (isReady) return true;
    if (performance.now() - begun > longestWaitMs) throw new Contradiction("the hub to become ready", said);
    await sleep(50);
  }
  return false;
}
