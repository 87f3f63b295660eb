/** The other end of the thread that composes. */
import { parentPort, workerData } from "node:worker_threads";
import { compose } from "./compose.ts";

parentPort?.postMessage(compose(workerData));
