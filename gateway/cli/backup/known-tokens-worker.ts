/** The thread that reads what is known of the registry's tokens, and ends. */
import { parentPort, workerData } from "node:worker_threads";
import { openPlace } from "#kit/backup/place.ts";
import { readKnownTokens, type Target } from "./known-tokens.ts";

const target: Target = workerData;
const place = await openPlace(target);
try {
  parentPort?.postMessage(await readKnownTokens(place));
} finally {
  await place.close();
}
