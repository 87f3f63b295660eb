/** Opens the catalog over departments that run as processes of their own. */
import { setTimeout as sleep } from "node:timers/promises";
import { errors } from "#kit/errors.ts";
import { feedOverHttp } from "#kit/feed/source.ts";
import { departmentsOf } from "#kit/follow/departments-of.ts";
import { findKnownDepartments, watchDepartments } from "#kit/follow/known-departments.ts";
import { logFailures } from "#kit/follow/log-failures.ts";
import { requireKeys } from "#kit/identity/subgraph-keys.ts";
import { faultOf } from "#kit/log/fault.ts";
import type { Log } from "#kit/log/log.ts";
import { type WayTo, waysBy } from "#kit/network/ask-subgraph.ts";
import { joinReplicas } from "#kit/replicas/replicas.ts";
import type { ListedDepartment } from "#kit/server/department-list.ts";
import { readPublished } from "#kit/server/read-published.ts";
import type { Settings, SubgraphAddress } from "#kit/settings.ts";
import { createIndexing } from "./index-published.ts";
import { type CatalogDepartment, type CatalogSubgraph, openCatalogDatabase, openCatalogOn } from "./open.ts";

/** How often a department that does not answer yet is asked again, in milliseconds. */
const interval = 500;

/**
 * Where nobody has told yet which departments there are, waits until every one of the settings has said what it publishes.
 * @throws HubError SETTING_INVALID without any
 */
export async function openCatalogElsewhere(settings: Settings, log: Log): Promise<CatalogSubgraph> {
  const addresses = departmentsOf(settings);
  if (addresses.length === 0) throw errors.subgraphsMissing();
  const names = addresses.map(({ name }) => name);
  if (settings.mode === "production") requireKeys(settings.subgraphKeys, names);
  const wayTo = waysBy(settings);
  const database = await openCatalogDatabase(settings);
  const known = await findKnownDepartments(database);
  const departments = known
    ? known.departments.map((listed) => asCatalogDepartment(listed, wayTo))
    : await Promise.all(addresses.map((address) => waitFor(address, wayTo)));
  const catalog = await openCatalogOn(database, settings, departments, { onFailure: logFailures(log, "catalog") });
  const onFailure = (error: unknown) => log.warn({ fault: faultOf(error) }, "replicas not told");
  const digest = known?.digest ?? "";
  const replicas = await joinReplicas(database, { sdl: catalog.sdl, known: digest }, onFailure);
  const asIndexed = createIndexing({
    departments: departments.filter(({ name }) => names.includes(name)),
    isWhereItWas: isAtOneOf(addresses),
    wayTo,
  });
  const follow = (listed: readonly ListedDepartment[]) => {
    catalog.index(listed.map(asIndexed));
    return catalog.sdl;
  };
  const watched = watchDepartments({ database, replicas, digest, follow, onFailure });
  await catalog.pullNow();
  catalog.follow();
  return extend(catalog, {
    replicas,
    // Whoever starts anew need not ask the departments for their names.
    takeDepartments: (listed) => watched.take(listed.map((each) => ({ ...each, title: asIndexed(each).title }))),
    async close() {
      await watched.close();
      await replicas.leave();
      await catalog.close();
    },
  });
}

/** As it is, whatever it comes to say later. */
function extend(catalog: CatalogSubgraph, more: Partial<CatalogSubgraph>): CatalogSubgraph {
  return Object.create(catalog, Object.getOwnPropertyDescriptors(more));
}

function isAtOneOf(addresses: readonly SubgraphAddress[]) {
  const urls = new Map(addresses.map(({ name, url }) => [name, url]));
  return ({ name, url }: ListedDepartment) => urls.get(name) === url;
}

function asCatalogDepartment({ name, title, sdl, url }: ListedDepartment, wayTo: WayTo): CatalogDepartment {
  return { name, title: title ?? { ja: name, en: name }, sdl, feed: feedOverHttp(url, wayTo(name)) };
}

async function waitFor({ name, url }: SubgraphAddress, wayTo: WayTo): Promise<CatalogDepartment> {
  const published = await readPublished(url, wayTo(name));
  if (published !== undefined) return asCatalogDepartment({ name, url, ...published }, wayTo);
  await sleep(interval);
  return waitFor({ name, url }, wayTo);
}
