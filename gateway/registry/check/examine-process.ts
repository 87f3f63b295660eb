/** The process that examines one schema: told what to examine, it answers and ends. */
import { examine, type Task } from "./examine.ts";

process.once("message", async (task: Task) => {
  const examination = await examine(task);
  process.send?.(examination, () => process.disconnect());
});
