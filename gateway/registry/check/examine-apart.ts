/**
 * Examines in a process of its own, with a limit of time and memory, so that a hostile schema holds up nobody. A thread
 * would not do: one that fills its memory fast takes the whole process with it.
 */
import { type ChildProcess, fork } from "node:child_process";
import type { Examination, Task } from "./examine.ts";

export interface Limits {
  readonly milliseconds: number;
  readonly megabytes: number;
}

export type Outcome =
  | ({ readonly outcome: "examined" } & Examination)
  | { readonly outcome: "stopped"; readonly by: "time" | "memory" }
  | { readonly outcome: "broken"; readonly reason: string };

/** Composing 60 departments takes about 3 s and 300 MB. */
const standardLimits: Limits = { milliseconds: 60_000, megabytes: 768 };

/** Where the hub is installed as a package, whose types Node itself does not strip. */
const stripTypes = import.meta.url.includes("/node_modules/")
  ? ["--import", import.meta.resolve("jinkatsu-hub/strip-types")]
  : [];

export async function examineApart(task: Task, limits: Limits = standardLimits): Promise<Outcome> {
  const child = fork(new URL("./examine-process.ts", import.meta.url), [], {
    // What it is asked to look at was written by others: it is told no setting and no secret of the hub.
    env: { APOLLO_TELEMETRY_DISABLED: "1" },
    execArgv: [...stripTypes, `--max-old-space-size=${limits.megabytes}`],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  try {
    return await outcomeOf(child, task, limits);
  } finally {
    child.kill("SIGKILL");
  }
}

function outcomeOf(child: ChildProcess, task: Task, { milliseconds }: Limits): Promise<Outcome> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ outcome: "stopped", by: "time" }), milliseconds);
    child.once("message", (examination: Examination) => resolve({ outcome: "examined", ...examination }));
    child.once("error", ({ message }) => resolve({ outcome: "broken", reason: message }));
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      resolve(endOf(code, signal));
    });
    child.send(task, (error) => {
      if (error) resolve({ outcome: "broken", reason: error.message });
    });
  });
}

/** By these V8, and the system's own keeper of memory, end a process whose memory is full. */
const crashes: readonly (NodeJS.Signals | null)[] = ["SIGABRT", "SIGTRAP", "SIGSEGV", "SIGILL", "SIGKILL"];

function endOf(code: number | null, signal: NodeJS.Signals | null): Outcome {
  if (crashes.includes(signal) || code === 134) return { outcome: "stopped", by: "memory" };
  return { outcome: "broken", reason: `it ended with ${signal ?? code}` };
}
