/** Opens the audit over departments that run as processes of their own; one that is not there yet is followed as soon as it is. */
import { errors } from "#kit/errors.ts";
import { feedOverHttp } from "#kit/feed/source.ts";
import { departmentsOf } from "#kit/follow/departments-of.ts";
import { findKnownDepartments, watchDepartments } from "#kit/follow/known-departments.ts";
import { logFailures } from "#kit/follow/log-failures.ts";
import type { Followed } from "#kit/follow/pull.ts";
import { requireKeys } from "#kit/identity/subgraph-keys.ts";
import { faultOf } from "#kit/log/fault.ts";
import type { Log } from "#kit/log/log.ts";
import { type WayTo, waysBy } from "#kit/network/ask-subgraph.ts";
import { joinReplicas } from "#kit/replicas/replicas.ts";
import type { ListedDepartment } from "#kit/server/department-list.ts";
import type { Settings, SubgraphAddress } from "#kit/settings.ts";
import { type AuditSubgraph, openAudit } from "./open.ts";
import { createToldClients } from "./told-clients.ts";

/** @throws HubError SETTING_INVALID without any department */
export async function openAuditElsewhere(settings: Settings, log: Log): Promise<AuditSubgraph> {
  const addresses = departmentsOf(settings);
  if (addresses.length === 0) throw errors.subgraphsMissing();
  const names = addresses.map(({ name }) => name);
  if (settings.mode === "production") requireKeys(settings.subgraphKeys, names);
  const asFollowed = createFollowing(waysBy(settings));
  const clients = createToldClients();
  const onFailure = logFailures(log, "audit");
  const audit = await openAudit(settings, addresses.map(asFollowed), { clientsOf: clients.of, onFailure });
  const { database, sdl } = audit;
  const follow = (listed: readonly ListedDepartment[]) => {
    clients.take(listed);
    audit.replaceFollowed(listed.map(asFollowed));
    return sdl;
  };
  const known = await findKnownDepartments(database);
  if (known) follow(known.departments);
  const digest = known?.digest ?? "";
  const onSilence = (error: unknown) => log.warn({ fault: faultOf(error) }, "replicas not told");
  const replicas = await joinReplicas(database, { sdl, known: digest }, onSilence);
  const watched = watchDepartments({ database, replicas, digest, follow, onFailure: onSilence });
  await audit.pullNow();
  audit.follow();
  return {
    ...audit,
    replicas,
    takeDepartments: watched.take,
    async close() {
      await watched.close();
      await replicas.leave();
      await audit.close();
    },
  };
}

/** The feed of a department that stays where it is is the same each time, so that it is followed on without a break. */
type NamedAddress = SubgraphAddress & Pick<ListedDepartment, "title">;

function createFollowing(wayTo: WayTo): (department: NamedAddress) => Followed {
  const known = new Map<string, Followed>();
  return ({ name, url, title }) => {
    const place = `${name} ${url} ${title?.ja ?? ""}`;
    const followed = known.get(place) ?? { code: name, title, feed: feedOverHttp(url, wayTo(name)) };
    known.set(place, followed);
    return followed;
  };
}
