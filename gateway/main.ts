/** The hall: read the settings, open the subgraphs, start the gateway, close in order. */

import { errors } from "#kit/errors.ts";
import { closeOnSignal } from "#kit/start/close-on-signal.ts";
import { exitOnFailure } from "#kit/start/exit-on-failure.ts";
import { openEmbedded } from "../subgraphs/embedded.ts";
import { readConfig } from "./config.ts";
import { startHub } from "./hub.ts";
import { sayReady, saySteps } from "./say.ts";
import { createLog } from "./telemetry/log.ts";

// Apollo's libraries report to their maker unless they are told not to.
process.env["APOLLO_TELEMETRY_DISABLED"] = "1";

await exitOnFailure(async () => {
  const started = performance.now();
  const config = readConfig();
  const log = createLog(config.logLevel);
  const alone = process.argv.includes("--alone");
  if (alone && config.subgraphs.length === 0) throw errors.subgraphsMissing();
  // The port first: a taken one is told at once, and whoever asks meanwhile hears that the hub is starting.
  const hub = await startHub({ config, log });
  const embedded = alone ? undefined : await openEmbedded(config, saySteps);
  await hub.serve({ local: embedded?.subgraphs ?? [], elsewhere: alone ? config.subgraphs : [] });
  closeOnSignal(async () => {
    await hub.close();
    await embedded?.close();
  });
  sayReady(hub, performance.now() - started);
});
