/** Composes on a thread of its own that can be ended: composing takes seconds for many departments, and minutes for a hostile schema. */
import { Worker } from "node:worker_threads";
import type { Composition, PublishedSubgraph } from "./compose.ts";

/** In milliseconds; a prefecture of sixty departments takes a few seconds. */
const longestComposition = 60_000;

export function composeApart(
  subgraphs: readonly PublishedSubgraph[],
  limit = longestComposition,
): Promise<Composition> {
  const worker = new Worker(new URL("./compose-worker.ts", import.meta.url), { workerData: subgraphs });
  worker.unref();
  return new Promise<Composition>((resolve, reject) => {
    const timer = setTimeout(() => resolve(tooLong(limit)), limit).unref();
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => {
      clearTimeout(timer);
      reject(new Error("The thread that composes has ended"));
    });
  }).finally(() => worker.terminate());
}

function tooLong(limit: number): Composition {
  return { outcome: "refused", reasons: [`composing took longer than ${limit / 1000} s`] };
}
