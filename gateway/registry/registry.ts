/** The registry of a running hub: what departments publish is stored here, and followed by what is served. */
import type { ChangedPart } from "#kit/database/obstacles.ts";
import type { Database } from "#kit/database/open.ts";
import { errors, HubError } from "#kit/errors.ts";
import type { SubgraphKeys } from "#kit/identity/subgraph-keys.ts";
import { faultOf } from "#kit/log/fault.ts";
import type { Log } from "#kit/log/log.ts";
import { waysBy } from "#kit/network/ask-subgraph.ts";
import { usualNetworks } from "#kit/network/networks.ts";
import type { HttpHandler } from "#kit/server/graphql-over-http.ts";
import type { Settings } from "#kit/settings.ts";
import type { ListedDocument } from "../documents/unfit-documents.ts";
import type { LastGood } from "../supergraph/last-good.ts";
import type { Supply } from "../supergraph/supply.ts";
import type { ReadUse } from "./check/changes/judge-changes.ts";
import type { Deployment } from "./follow/deployment.ts";
import { createFollowing } from "./follow/follow.ts";
import { createKnownHead } from "./follow/known-head.ts";
import { createLaunches } from "./follow/launches.ts";
import { createStandingBreaches } from "./follow/standing-breaches.ts";
import type { Identify } from "./http/actor.ts";
import { registryRoutes } from "./http/routes.ts";
import { type OpenOnce, openOnce } from "./open-once.ts";
import { readDesignPolicy } from "./policy.ts";
import type { Desk } from "./publish/desk.ts";
import { createTurns } from "./publish/turns.ts";
import { createCompositionSeal } from "./store/composition-seal.ts";
import { openRegistryDatabase } from "./store/open.ts";
import { createDeliveries } from "./webhooks/deliveries.ts";
import type { Webhook } from "./webhooks/webhook.ts";

export interface RegistryOptions {
  readonly settings: Pick<Settings, "dataFolder" | "databaseUrl" | "mode" | "policy" | "subgraphNetworks"> & {
    readonly subgraphKeys: SubgraphKeys;
    /** Who is told of what happens here. */
    readonly webhooks: readonly Webhook[];
  };
  readonly log: Log;
  readonly identify: Identify;
  /** Undefined where nobody knows who uses what. */
  readonly readUse: () => Promise<ReadUse | undefined>;
  /** Those that the operator lists as trusted. */
  readonly documents: () => readonly ListedDocument[];
}

export interface Registry {
  /** Where supergraphs come from, over what runs with the hub. */
  readonly supply: Supply;
  /** What an operator should know, though the hub serves. */
  notes(): readonly string[];
  /** For what lies below `/registry/`. */
  readonly handler: HttpHandler;
  /** Its database, opened where it is not open yet. */
  readonly database: () => Promise<Database>;
  /** What of it is changed in this process. */
  readonly changed: readonly ChangedPart[];
  close(): Promise<void>;
}

/** Examinations at a time, each a process of its own; and how many may wait for one. */
const [atOnce, mostWaiting] = [2, 50];

/** Opens no database yet: a hub serves without this one too. @throws HubError DESIGN_POLICY_INVALID */
export function createRegistry(options: RegistryOptions, deployment: Deployment, lastGood: LastGood): Registry {
  const { settings, log, identify, readUse, documents } = options;
  const policy = readDesignPolicy(settings.policy, settings.mode);
  const { hostsWithoutPort } = policy;
  if (hostsWithoutPort.length > 0) log.warn({ hosts: hostsWithoutPort }, "design.routingHosts: name their ports");
  const storage = openOnce(() => openRegistryDatabase(settings));
  const tell = (what: string) => (error: unknown) => log.warn({ fault: faultOf(error) }, what);
  const database: () => Promise<Database> = storage.open;
  const head = createKnownHead({
    folder: settings.dataFolder,
    database,
    onAway: tell("registry away"),
    onNotKept: tell("registry's state not kept"),
  });
  const networks = usualNetworks(settings.mode);
  const deliveries = createDeliveries({ webhooks: settings.webhooks, database, networks, log });
  const { announce } = deliveries;
  const seal = createCompositionSeal(settings);
  const launches = createLaunches({ database, seal, announce, onFailure: tell("launch not written down") });
  const breaches = createStandingBreaches(policy.contract, (subgraph, found) =>
    log.warn({ subgraph, breaches: found }, "published before a rule that it breaks"),
  );
  const following = createFollowing({
    deployment,
    head,
    database,
    seal,
    routingHosts: policy.routingHosts,
    lastGood,
    async onLaunch(followed) {
      await Promise.all([launches.keep(followed), breaches.look(followed.parts)]);
    },
    onFailure: tell("registry not written"),
    onUncalled: (uncalled) => log.warn({ uncalled }, "not called: not in design.routingHosts of the policy"),
  });
  const desk: Desk = {
    database,
    following,
    policy,
    keys: settings.subgraphKeys,
    seal,
    wayTo: waysBy(settings),
    isProduction: settings.mode === "production",
    readUse,
    documents,
    turns: createTurns(atOnce, mostWaiting),
    changeTurns: createTurns(1, mostWaiting),
    announce,
  };
  return {
    supply: following.supply,
    notes: () => [
      ...following.uncalled().map(({ name, host }) => `${name} is not called: ${host} is not in design.routingHosts`),
      ...breaches.notes(),
    ],
    database,
    handler: registryRoutes(desk, identify),
    changed: [{ name: "registry", findObstacle: () => findOwnObstacle(storage) }],
    async close() {
      await Promise.all([launches.idle(), deliveries.close()]);
      await storage.close();
    },
  };
}

/** Gateways serve on without the server that their registry is on: none of them is any worse than the others. */
async function findOwnObstacle({ opened, failure }: OpenOnce): Promise<HubError | undefined> {
  const database = await opened();
  const failed = failure();
  // A file that is damaged is this machine's own, and stays so until somebody sees to it.
  if (!database && failed instanceof HubError && failed.code === errors.databaseDamaged.code) return failed;
  return database?.dialect === "sqlite" ? database.findObstacle() : undefined;
}
