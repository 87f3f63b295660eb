/** The other end of the planner's thread. */
import { parentPort, workerData } from "node:worker_threads";
import { parse } from "graphql";
import { createPlanner } from "./planner.ts";
import type { ThreadAnswer, ThreadRequest } from "./planner-thread.ts";

const planner = createPlanner(String(workerData));

parentPort?.on("message", async (request: ThreadRequest) => parentPort?.postMessage(await answerTo(request)));

async function answerTo({ id, text, overrides }: ThreadRequest): Promise<ThreadAnswer> {
  try {
    return {
      id,
      kind: "planned",
      plan: await planner.plan({ document: parse(text, { noLocation: true }), overrides }),
    };
  } catch (reason) {
    return {
      id,
      kind: "refused",
      message: reason instanceof Error ? reason.message : "The operation cannot be planned",
    };
  }
}
