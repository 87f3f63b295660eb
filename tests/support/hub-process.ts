/** Processes of the hub as a person or a supervisor starts them: real ports, real folders, killed after the test file. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll } from "@jest/globals";

const root = path.resolve(import.meta.dirname, "../..");

export type Environment = Readonly<Record<string, string>>;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface HubProcess {
  readonly pid: number;
  /** What was written so far. */
  stdout(): string;
  stderr(): string;
  /** Lines of the log. */
  log(): readonly LogLine[];
  /** Resolves with the first match of what is written to standard output. @throws when the process ends before */
  said(pattern: RegExp): Promise<string>;
  signal(name: NodeJS.Signals): void;
  /** Sends the signal and waits for the end. */
  stop(name?: NodeJS.Signals): Promise<Ended>;
  readonly ended: Promise<Ended>;
}

export type LogLine = Readonly<Record<string, unknown>>;

const running = new Set<ChildProcess>();

afterAll(async () => {
  await Promise.all([...running].map(killed));
});

async function killed(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "close");
}

/** `args` are a script of this repository and what it is told. Of the environment only what is given is a setting. */
export function startProcess(args: readonly string[], environment: Environment, cwd = root): HubProcess {
  const child = spawn(process.execPath, args, { cwd, env: { ...withoutSettings(process.env), ...environment } });
  running.add(child);
  const written = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    written.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    written.stderr += text;
  });
  const ended = once(child, "close").then((): Ended => {
    running.delete(child);
    return { code: child.exitCode, signal: child.signalCode };
  });
  return {
    pid: child.pid ?? 0,
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    log: () => linesOf(written.stderr),
    said: async (pattern) => {
      for (;;) {
        const found = pattern.exec(written.stdout);
        if (found) return found[1] ?? found[0];
        if (!running.has(child)) throw new Error(`it ended without saying ${pattern}: ${written.stderr}`);
        await Promise.race([once(child.stdout, "data"), ended]);
      }
    },
    signal: (name) => void child.kill(name),
    stop: (name = "SIGTERM") => {
      child.kill(name);
      return ended;
    },
    ended,
  };
}

function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("JINKATSU_")));
}

function linesOf(text: string): readonly LogLine[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line): LogLine => JSON.parse(line));
}

export interface Served extends HubProcess {
  readonly url: string;
}

/** `node gateway/main.ts` on a port of the system's choice; resolves when it says that it is ready. */
export async function startEmbedded(environment: Environment, flags: readonly string[] = []): Promise<Served> {
  const hub = startProcess([...flags, "gateway/main.ts"], { JINKATSU_PORT: "0", ...environment });
  return { ...hub, url: await hub.said(/Browser\s+(\S+)\/graphql/) };
}

/** `node gateway/main.ts --alone`; resolves when it listens, ready or not. */
export async function startAlone(environment: Environment): Promise<Served> {
  const hub = startProcess(["gateway/main.ts", "--alone"], { JINKATSU_PORT: "0", ...environment });
  return { ...hub, url: await hub.said(/(http:\S+?)\/(?:graphql|health)/) };
}

/** `node subgraphs/serve.ts <name>`; resolves when it serves. */
export async function startSubgraph(name: string, environment: Environment): Promise<Served> {
  const subgraph = startProcess(["subgraphs/serve.ts", name], { JINKATSU_PORT: "0", ...environment });
  return { ...subgraph, url: await subgraph.said(new RegExp(`${name}: (\\S+)/graphql`)) };
}

/** Asks again until the answer is the one wanted. The bound is for a fault, not a promise of speed. */
export async function eventually<Value>(
  ask: () => Promise<Value> | Value,
  isWanted: (value: Value) => boolean,
  bound = 20_000,
): Promise<Value> {
  const deadline = Date.now() + bound;
  for (;;) {
    const value = await ask();
    if (isWanted(value)) return value;
    if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(value)?.slice(0, 500)}`);
    await sleep(50);
  }
}
