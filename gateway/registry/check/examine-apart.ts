/** Examines in a process of its own, with a limit of CPU time and memory. */
import { type ApartLimits, type ApartOutcome, runApart } from "../../supergraph/apart/run-apart.ts";
import type { Examination, Task } from "./examine.ts";

export type Limits = ApartLimits;
export type Outcome = ApartOutcome<Examination>;

/** Composing 60 departments takes about 3 s and 300 MB. */
const standardLimits: Limits = { cpuMs: 60_000, megabytes: 768 };

export function examineApart(task: Task, limits = standardLimits): Promise<Outcome> {
  return runApart(new URL("./examine-process.ts", import.meta.url), task, limits);
}
