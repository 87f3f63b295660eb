/** Writes down what is served, with what clients see of it: beside what is under way, and again later where it could not be. */
import { Worker } from "node:worker_threads";
import type { Database } from "#kit/database/open.ts";
import { keepLaunch } from "../store/launches.ts";
import type { Followed } from "./follow.ts";

export interface Launches {
  keep(followed: Followed): void;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
}

export function createLaunches(database: () => Promise<Database>, onFailure: (error: unknown) => void): Launches {
  let last: Promise<void> = Promise.resolve();
  const keep = async ({ revision, supergraph }: Followed) => {
    if (supergraph.origin !== "composed") return;
    const apiSdl = await apiApart(supergraph.sdl);
    await keepLaunch(await database(), { revision, supergraphSdl: supergraph.sdl, apiSdl });
  };
  return {
    keep(followed) {
      last = last.then(() => keep(followed)).catch(onFailure);
    },
    idle: () => last,
  };
}

/** Building a schema takes long enough to be felt by whoever asks meanwhile. */
function apiApart(supergraphSdl: string): Promise<string> {
  const worker = new Worker(new URL("./api-worker.ts", import.meta.url), { workerData: supergraphSdl });
  worker.unref();
  return new Promise<string>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("The thread that reads the API schema has ended")));
  }).finally(() => worker.terminate());
}
