/** The registry in a running hub: with who may ask it, what runs beside it, and who uses what. */

import { faultOf } from "#kit/log/fault.ts";
import type { Log } from "#kit/log/log.ts";
import { type WayTo, waysBy } from "#kit/network/ask-subgraph.ts";
import { type ListedDepartment, tellDepartments } from "#kit/server/department-list.ts";
import type { SubgraphAddress } from "#kit/settings.ts";
import type { Access } from "./access/access.ts";
import type { Config } from "./config.ts";
import type { TrustedDocuments } from "./documents/trusted-documents.ts";
import type { Subgraphs } from "./hub.ts";
import type { ReadUse } from "./registry/check/changes/judge-changes.ts";
import { index } from "./registry/check/world.ts";
import { askedNowAndThen, type Deployment } from "./registry/follow/deployment.ts";
import { type OpenOnce, openOnce } from "./registry/open-once.ts";
import { createRegistry, type Registry } from "./registry/registry.ts";
import { shareRevocations } from "./share-revocations.ts";
import type { LastGood } from "./supergraph/last-good.ts";
import { publishedElsewhere, publishedHere } from "./supergraph/published.ts";
import { createClients } from "./telemetry/usage/clients.ts";
import { firstUse, usageOf } from "./telemetry/usage/read.ts";
import { createRecentClients, type RecentClients } from "./telemetry/usage/recent-clients.ts";
import { openUsageDatabase, type Usage } from "./telemetry/usage/usage.ts";

interface Rooms {
  readonly config: Config;
  readonly log: Log;
  readonly access: Access;
  readonly lastGood: LastGood;
  /** What this process has counted itself. */
  readonly counted: Pick<Usage, "flush">;
  readonly documents: Pick<TrustedDocuments, "all">;
}

/** @throws HubError DESIGN_POLICY_INVALID */
export function openRegistry(
  { config, log, access, lastGood, counted, documents }: Rooms,
  source: Subgraphs,
): Registry {
  const clients = createClients(config);
  const onUsageFailure = (error: unknown) => log.warn({ fault: faultOf(error) }, "usage not read");
  const recentClients = createRecentClients(clients, onUsageFailure);
  const deployment = deploymentOf(source, waysBy(config), recentClients);
  const usage = openOnce(() => openUsageDatabase(config));
  const registry = createRegistry(
    {
      settings: config,
      log,
      identify: access.identify,
      documents: () => [...documents.all()],
      async readUse() {
        // What was used a moment ago counts as well: a rollback may come as soon.
        await counted.flush();
        return readUse(usage.open, config.usageDays, onUsageFailure);
      },
    },
    deployment,
    lastGood,
  );
  // One data folder is one list already.
  const sharing =
    config.databaseUrl === undefined
      ? undefined
      : shareRevocations({
          list: config,
          database: registry.database,
          onFailure: (error) => log.warn({ fault: faultOf(error) }, "revocations not shared"),
        });
  return {
    ...registry,
    async close() {
      await sharing?.close();
      await Promise.all([registry.close(), usage.close(), clients.close()]);
    },
  };
}

const audit = "audit";

/** They follow every department, so they are told which there are. */
const followers = [index, audit];

interface Listed {
  readonly departments: readonly ListedDepartment[];
  readonly readAt: number;
}

function readingOf({ departments, readAt }: Listed): readonly ListedDepartment[] {
  return departments.map((department) => ({ ...department, readAt }));
}

function deploymentOf(
  { local, elsewhere, reindex }: Subgraphs,
  wayTo: WayTo,
  recentClients: RecentClients,
): Deployment {
  const following = elsewhere.filter(({ name }) => followers.includes(name));
  let listed: Listed | undefined;
  const asking = askedNowAndThen(async () => {
    // Told each time it is asked: it may have started anew.
    const told = listed && readingOf(listed);
    const tell = async ({ name, url }: SubgraphAddress, departments: readonly ListedDepartment[]) =>
      tellDepartments(
        url,
        name === audit ? await withClients(departments, recentClients) : departments,
        wayTo(name).sign,
      );
    if (told) await Promise.all(following.map((follower) => tell(follower, told)));
    return publishedElsewhere(elsewhere, wayTo);
  });
  return {
    here: () => publishedHere(local),
    elsewhere: asking.read,
    async reindex(departments, readAt) {
      const isKnown = listed?.departments === departments;
      listed = { departments, readAt };
      if (isKnown) return;
      await reindex?.(departments);
      if (following.length > 0) await asking.renew();
    },
  };
}

/** Only the audit asks whom a change would touch. */
function withClients(told: readonly ListedDepartment[], recentClients: RecentClients) {
  return Promise.all(
    told.map(async (department) => ({ ...department, clients: await recentClients(department.name) })),
  );
}

/**
 * Undefined where nothing was ever counted: that nobody is known to use a field would say nothing then. Nor is it known where the
 * record cannot be read, which keeps nobody from publishing.
 */
async function readUse(
  open: OpenOnce["open"],
  usageDays: number,
  onFailure: (error: unknown) => void,
): Promise<ReadUse | undefined> {
  if (usageDays === 0) return undefined;
  const unknown = (error: unknown) => {
    onFailure(error);
    return undefined;
  };
  const database = await open().catch(unknown);
  if (database === undefined) return undefined;
  const since = await firstUse(database).catch(unknown);
  return since === undefined ? undefined : (coordinate, from) => usageOf(database, coordinate, from).catch(unknown);
}
