/** The hall: read the settings, open the subgraphs, start the gateway, close in order. */

import { errors } from "#kit/errors.ts";
import { requireKeys } from "#kit/identity/subgraph-keys.ts";
import { createLog } from "#kit/log/log.ts";
import { keepPrivate } from "#kit/private-files.ts";
import { closeOnSignal } from "#kit/start/close-on-signal.ts";
import { exitOnFailure } from "#kit/start/exit-on-failure.ts";
import { openEmbedded } from "../subgraphs/embedded.ts";
import { type Config, readConfig } from "./config.ts";
import { startHub } from "./hub.ts";
import { type Arguments, readArguments } from "./read-arguments.ts";
import { type Announced, sayReady, saySteps } from "./say.ts";
import { createClients } from "./telemetry/usage/clients.ts";
import { leads, leadWorkers } from "./workers/lead.ts";
import { membership } from "./workers/worker.ts";

// Apollo's libraries report to their maker unless they are told not to.
process.env["APOLLO_TELEMETRY_DISABLED"] = "1";

await exitOnFailure(async () => {
  const started = performance.now();
  const asked = readArguments(process.argv.slice(2));
  const member = membership();
  const config = configFor(asked, member !== undefined);
  const log = createLog(config.logLevel);
  keepPrivate(config, (found) => log.warn(found, "open to other users"));
  const { supergraph } = asked;
  const isAlone = asked.alone || supergraph !== undefined;
  if (isAlone && supergraph === undefined && config.subgraphs.length === 0) throw errors.subgraphsMissing();
  if (asked.alone && config.mode === "production") requireKeys(config.subgraphKeys, namesOf(config));
  if (config.workers > 1 && !isAlone) throw errors.workersNeedGatewayAlone();
  const sayServing = (hub: Announced) =>
    sayReady(hub, { milliseconds: performance.now() - started, isOurs: supergraph === undefined });
  if (leads(config.workers)) return leadWorkers({ ...leadOptions(config), log, onServing: sayServing });
  // The port first: a taken one is told at once, and whoever asks meanwhile hears that the hub is starting.
  const hub = await startHub({ config, log, together: member, hasRegistry: supergraph === undefined });
  const clients = createClients(config);
  const onCatchUp = (known: number, all: number) =>
    hub.waitFor(`catching up with the departments: ${known} of ${all} changes`);
  const embedded = isAlone
    ? undefined
    : await openEmbedded(config, saySteps, { clientsOf: clients.of, onCatchUp, log });
  const elsewhere = embedded ? [] : config.subgraphs;
  await hub.serve(
    supergraph === undefined
      ? { local: embedded?.subgraphs ?? [], elsewhere, ...(embedded && { reindex: embedded.reindex }) }
      : { supergraphFile: supergraph },
  );
  const close = async () => {
    await hub.close();
    await embedded?.close();
    await clients.close();
  };
  if (member) {
    member.closeWhenTold(close);
    member.announce(hub);
    return;
  }
  closeOnSignal(close);
  sayServing(hub);
});

/** A worker is told its port by the first process; a supergraph of others is served without any database. */
function configFor({ supergraph, port }: Arguments, isWorker: boolean): Config {
  const config = readConfig();
  return {
    ...config,
    ...(port !== undefined && !isWorker ? { port } : {}),
    ...(supergraph !== undefined ? { usageDays: 0 } : {}),
  };
}

function leadOptions(config: Config) {
  return { count: config.workers, address: config, drainSeconds: config.drainSeconds ?? 0 };
}

function namesOf({ subgraphs }: Config): readonly string[] {
  return subgraphs.map(({ name }) => name);
}
