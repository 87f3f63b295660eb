/** Plans on a thread of its own: a heavy operation seen for the first time holds up nobody but those who sent it. */
import { Worker } from "node:worker_threads";
import type { QueryPlan } from "@apollo/query-planner";
import { GraphQLError, print } from "graphql";
import type { Planner } from "./planner.ts";

export type ThreadRequest = { readonly id: number; readonly text: string; readonly overrides: readonly string[] };

export type ThreadAnswer =
  | { readonly id: number; readonly kind: "planned"; readonly plan: QueryPlan }
  | { readonly id: number; readonly kind: "refused"; readonly message: string };

type Waiting = { readonly resolve: (plan: QueryPlan) => void; readonly reject: (reason: Error) => void };

export function createPlannerThread(planningSdl: string): Planner {
  const worker = new Worker(new URL("./planner-worker.ts", import.meta.url), { workerData: planningSdl });
  const waiting = new Map<number, Waiting>();
  let requests = 0;
  worker.on("message", (answer: ThreadAnswer) => settle(answer, waiting));
  worker.on("error", (reason: Error) => rejectAll(reason, waiting));
  worker.on("exit", () => rejectAll(new Error("The planner's thread has ended"), waiting));
  worker.unref();
  return {
    plan: ({ document, overrides }) =>
      new Promise<QueryPlan>((resolve, reject) => {
        const id = requests++;
        waiting.set(id, { resolve, reject });
        worker.ref();
        worker.postMessage({ id, text: print(document), overrides } satisfies ThreadRequest);
      }).finally(() => {
        if (waiting.size === 0) worker.unref();
      }),
    async close() {
      await worker.terminate();
    },
  };
}

function settle(answer: ThreadAnswer, waiting: Map<number, Waiting>): void {
  const found = waiting.get(answer.id);
  waiting.delete(answer.id);
  if (answer.kind === "planned") found?.resolve(answer.plan);
  else found?.reject(new GraphQLError(answer.message));
}

function rejectAll(reason: Error, waiting: Map<number, Waiting>): void {
  for (const { reject } of waiting.values()) reject(reason);
  waiting.clear();
}
