/** The other end of `runApart`: told its task, the process answers and ends. */
import { endIfOver, limitCpu } from "./limit-cpu.ts";

export function answerApart<Task, Result>(work: (task: Task) => Result | Promise<Result>): void {
  const cpuMs = Number(process.argv[2]);
  limitCpu(cpuMs);
  process.once("message", async (task: Task) => {
    const result = await work(task);
    endIfOver(cpuMs);
    process.send?.(result, () => process.disconnect());
  });
}
