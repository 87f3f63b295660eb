/** Ends this process once it has used its time of CPU: looked after by a thread, since the work itself lets nobody else run. */
import { Worker } from "node:worker_threads";

/** The system's own signal for it, which nobody else sends here. */
export const overCpuLimit: NodeJS.Signals = "SIGVTALRM";

export function limitCpu(cpuMs: number): void {
  new Worker(new URL("./cpu-watch.ts", import.meta.url), { workerData: cpuMs }).unref();
}

/** Of all threads of this process, since it began. */
export function endIfOver(cpuMs: number): void {
  const { user, system } = process.cpuUsage();
  if ((user + system) / 1_000 > cpuMs) process.kill(process.pid, overCpuLimit);
}
