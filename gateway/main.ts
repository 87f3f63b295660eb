/** The hall: read the settings, open the subgraphs, start the gateway, close in order. */

import { errors } from "#kit/errors.ts";
import { requireKeys } from "#kit/identity/subgraph-keys.ts";
import { closeOnSignal } from "#kit/start/close-on-signal.ts";
import { exitOnFailure } from "#kit/start/exit-on-failure.ts";
import { openEmbedded } from "../subgraphs/embedded.ts";
import { readConfig } from "./config.ts";
import { startHub } from "./hub.ts";
import { type Announced, sayReady, saySteps } from "./say.ts";
import { createLog } from "./telemetry/log.ts";
import { leads, leadWorkers } from "./workers/lead.ts";
import { membership } from "./workers/worker.ts";

// Apollo's libraries report to their maker unless they are told not to.
process.env["APOLLO_TELEMETRY_DISABLED"] = "1";

await exitOnFailure(async () => {
  const started = performance.now();
  const config = readConfig();
  const log = createLog(config.logLevel);
  const alone = process.argv.includes("--alone");
  if (alone && config.subgraphs.length === 0) throw errors.subgraphsMissing();
  if (alone && config.mode === "production")
    requireKeys(
      config.subgraphKeys,
      config.subgraphs.map(({ name }) => name),
    );
  if (config.workers > 1 && !alone) throw errors.workersNeedGatewayAlone();
  if (leads(config.workers)) {
    const onServing = (hub: Announced) => sayReady(hub, performance.now() - started);
    return leadWorkers({ count: config.workers, address: config, log, onServing });
  }
  const member = membership();
  // The port first: a taken one is told at once, and whoever asks meanwhile hears that the hub is starting.
  const hub = await startHub({ config, log, together: member });
  const embedded = alone ? undefined : await openEmbedded(config, saySteps);
  await hub.serve({ local: embedded?.subgraphs ?? [], elsewhere: alone ? config.subgraphs : [] });
  const close = async () => {
    await hub.close();
    await embedded?.close();
  };
  if (member) {
    member.closeWhenTold(close);
    member.announce(hub);
    return;
  }
  closeOnSignal(close);
  sayReady(hub, performance.now() - started);
});
