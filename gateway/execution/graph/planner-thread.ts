/**
 * Reads a supergraph and plans on a thread of its own: a heavy operation seen for the first time, or a new supergraph, holds up nobody but
 * those who sent it.
 */
import { Worker } from "node:worker_threads";
import type { QueryPlan } from "@apollo/query-planner";
import { GraphQLError, print } from "graphql";
import type { GraphFacts } from "./graph.ts";
import type { Planner } from "./planner.ts";

export type ThreadRequest = { readonly id: number; readonly text: string; readonly overrides: readonly string[] };

export type ThreadAnswer =
  | { readonly kind: "read"; readonly facts: GraphFacts }
  | { readonly kind: "unreadable"; readonly message: string }
  | { readonly id: number; readonly kind: "planned"; readonly plan: QueryPlan }
  | { readonly id: number; readonly kind: "refused"; readonly message: string };

type Waiting = { readonly resolve: (plan: QueryPlan) => void; readonly reject: (reason: Error) => void };

export type ReadGraph = { readonly facts: GraphFacts; readonly planner: Planner };

/** Rejects, and leaves no thread behind, where the supergraph cannot be read. */
export async function openPlannerThread(supergraphSdl: string): Promise<ReadGraph> {
  const worker = new Worker(new URL("./planner-worker.ts", import.meta.url), { workerData: supergraphSdl });
  try {
    const facts = await factsFrom(worker);
    worker.unref();
    return { facts, planner: plannerOn(worker) };
  } catch (reason) {
    await worker.terminate();
    throw reason;
  }
}

function factsFrom(worker: Worker): Promise<GraphFacts> {
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", (answer: ThreadAnswer) => {
      worker.off("error", reject);
      if (answer.kind === "read") resolve(answer.facts);
      else reject(new Error("message" in answer ? answer.message : "The supergraph was not read"));
    });
  });
}

function plannerOn(worker: Worker): Planner {
  const waiting = new Map<number, Waiting>();
  let requests = 0;
  worker.on("message", (answer: ThreadAnswer) => settle(answer, waiting));
  worker.on("error", (reason: Error) => rejectAll(reason, waiting));
  worker.on("exit", () => rejectAll(new Error("The planner's thread has ended"), waiting));
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
  if (!("id" in answer)) return;
  const found = waiting.get(answer.id);
  waiting.delete(answer.id);
  if (answer.kind === "planned") found?.resolve(answer.plan);
  else found?.reject(new GraphQLError(answer.message));
}

function rejectAll(reason: Error, waiting: Map<number, Waiting>): void {
  for (const { reject } of waiting.values()) reject(reason);
  waiting.clear();
}
