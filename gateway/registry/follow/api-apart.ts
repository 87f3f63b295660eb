/** What clients see of a supergraph, read on a thread of its own: building a schema takes long enough to be felt by whoever asks meanwhile. */
import { Worker } from "node:worker_threads";

export interface Viewed {
  readonly supergraphSdl: string;
  /** What bears one of these tags is not seen. */
  readonly exclude: readonly string[];
}

/** @returns the API schema, as SDL */
export function apiApart(supergraphSdl: string, exclude: readonly string[] = []): Promise<string> {
  const workerData: Viewed = { supergraphSdl, exclude };
  const worker = new Worker(new URL("./api-worker.ts", import.meta.url), { workerData });
  worker.unref();
  return new Promise<string>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("The thread that reads the API schema has ended")));
  }).finally(() => worker.terminate());
}
