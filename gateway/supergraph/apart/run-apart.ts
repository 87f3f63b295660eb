/**
 * Works on what others wrote in a process of its own, with a limit of CPU time and memory, so that a hostile schema holds up nobody. A
 * thread would not do: one that fills its memory fast takes the whole process with it. What the clock on the wall says of a machine that
 * others keep busy is no limit: it says nothing of the schema.
 */
import { type ChildProcess, fork } from "node:child_process";
import { overCpuLimit } from "./limit-cpu.ts";

export interface ApartLimits {
  /** Of the process, in all its threads. */
  readonly cpuMs: number;
  readonly megabytes: number;
  /** After which a machine that does not come to it is told of, in place of waiting for ever. */
  readonly patienceMs?: number;
}

export type ApartOutcome<Result> =
  | { readonly outcome: "done"; readonly result: Result }
  /** By what it was given. */
  | { readonly outcome: "stopped"; readonly by: "time" | "memory" }
  /** By nothing that it was given: it may be tried again. */
  | { readonly outcome: "broken"; readonly reason: string };

/** Where the hub is installed as a package, whose types Node itself does not strip. */
const stripTypes = import.meta.url.includes("/node_modules/")
  ? ["--import", import.meta.resolve("jinkatsu-hub/strip-types")]
  : [];

const usualPatienceMs = 15 * 60_000;

/** `file` calls `answerApart`. */
export async function runApart<Result>(file: URL, task: object, limits: ApartLimits): Promise<ApartOutcome<Result>> {
  const child = fork(file, [String(limits.cpuMs)], {
    // What it is asked to look at was written by others: it is told no setting and no secret of the hub.
    env: { APOLLO_TELEMETRY_DISABLED: "1" },
    execArgv: [...stripTypes, `--max-old-space-size=${limits.megabytes}`],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  try {
    return await outcomeOf<Result>(child, task, limits);
  } finally {
    child.kill("SIGKILL");
  }
}

function outcomeOf<Result>(
  child: ChildProcess,
  task: object,
  { patienceMs = usualPatienceMs }: ApartLimits,
): Promise<ApartOutcome<Result>> {
  return new Promise((resolve) => {
    const broken = (reason: string) => resolve({ outcome: "broken", reason });
    const timer = setTimeout(broken, patienceMs, `the machine did not come to it in ${patienceMs / 60_000} min`);
    child.once("message", (result: Result) => resolve({ outcome: "done", result }));
    child.once("error", ({ message }) => broken(message));
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      resolve(endOf(code, signal));
    });
    child.send(task, (error) => {
      if (error) broken(error.message);
    });
  });
}

/** By these V8 ends a process whose memory is full; by SIGKILL a machine that has none left for anybody. */
const crashes: readonly (NodeJS.Signals | null)[] = ["SIGABRT", "SIGTRAP", "SIGSEGV", "SIGILL"];

function endOf(code: number | null, signal: NodeJS.Signals | null): ApartOutcome<never> {
  if (signal === overCpuLimit) return { outcome: "stopped", by: "time" };
  if (crashes.includes(signal) || code === 134) return { outcome: "stopped", by: "memory" };
  return { outcome: "broken", reason: `it ended with ${signal ?? code}` };
}
