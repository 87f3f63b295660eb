/** The other end of the planner's thread. */
import { parentPort, workerData } from "node:worker_threads";
import { parse } from "graphql";
import { readGraph } from "./graph.ts";
import { createPlanner, type Planner } from "./planner.ts";
import type { ThreadAnswer, ThreadRequest } from "./planner-thread.ts";

let planner: Planner | undefined;

try {
  const facts = readGraph(String(workerData));
  planner = createPlanner(facts.planningSdl);
  tell({ kind: "read", facts });
} catch (reason) {
  tell({ kind: "unreadable", message: messageOf(reason) });
}

parentPort?.on("message", async (request: ThreadRequest) => tell(await answerTo(request)));

async function answerTo({ id, text, overrides }: ThreadRequest): Promise<ThreadAnswer> {
  try {
    if (!planner) throw new Error("The supergraph cannot be planned with");
    const plan = await planner.plan({ document: parse(text, { noLocation: true }), overrides });
    return { id, kind: "planned", plan };
  } catch (reason) {
    return { id, kind: "refused", message: messageOf(reason) };
  }
}

function tell(answer: ThreadAnswer): void {
  parentPort?.postMessage(answer);
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : "The operation cannot be planned";
}
