/** Opens the catalog over departments that run as processes of their own. */
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { errors } from "#kit/errors.ts";
import { feedOverHttp } from "#kit/feed/source.ts";
import { departmentsOf } from "#kit/follow/departments-of.ts";
import { logFailures } from "#kit/follow/log-failures.ts";
import { requireKeys } from "#kit/identity/subgraph-keys.ts";
import type { Log } from "#kit/log/log.ts";
import { type WayTo, waysBy } from "#kit/network/ask-subgraph.ts";
import type { ListedDepartment, TakeDepartments } from "#kit/server/department-list.ts";
import { readPublished } from "#kit/server/read-published.ts";
import type { Settings, SubgraphAddress } from "#kit/settings.ts";
import { createIndexing } from "./index-published.ts";
import { type CatalogDepartment, type CatalogSubgraph, openCatalog } from "./open.ts";

/** How often a department that does not answer yet is asked again, in milliseconds. */
const interval = 500;

/** Waits until every department of the settings has said what it publishes. @throws HubError SETTING_INVALID without any */
export async function openCatalogElsewhere(settings: Settings, log: Log): Promise<CatalogSubgraph> {
  const addresses = departmentsOf(settings);
  if (addresses.length === 0) throw errors.subgraphsMissing();
  if (settings.mode === "production") {
    requireKeys(
      settings.subgraphKeys,
      addresses.map(({ name }) => name),
    );
  }
  const wayTo = waysBy(settings);
  const departments = await Promise.all(addresses.map((address) => waitFor(address, wayTo)));
  const catalog = await openCatalog(settings, departments, { onFailure: logFailures(log, "catalog") });
  await catalog.pullNow();
  catalog.follow();
  return Object.assign(catalog, {
    takeDepartments: createTaking(catalog, departments, { wayTo, addresses: settings.subgraphs }),
  });
}

/** Every gateway tells it again and again, so that neither need remember the other. */
function createTaking(
  catalog: CatalogSubgraph,
  departments: readonly CatalogDepartment[],
  elsewhere: { readonly wayTo: WayTo; readonly addresses: readonly SubgraphAddress[] },
): TakeDepartments {
  const addresses = new Map(elsewhere.addresses.map(({ name, url }) => [name, url]));
  const isWhereItWas = ({ name, url }: ListedDepartment) => addresses.get(name) === url;
  const asIndexed = createIndexing({ departments, isWhereItWas, wayTo: elsewhere.wayTo });
  let told: readonly ListedDepartment[] | undefined;
  return (listed) => {
    if (!isDeepStrictEqual(told, listed)) catalog.index(listed.map(asIndexed));
    told = listed;
  };
}

async function waitFor(address: SubgraphAddress, wayTo: WayTo): Promise<CatalogDepartment> {
  const { name, url } = address;
  const published = await readPublished(url, wayTo(name));
  if (published !== undefined) {
    return {
      name,
      sdl: published.sdl,
      title: published.title ?? { ja: name, en: name },
      feed: feedOverHttp(url, wayTo(name)),
    };
  }
  await sleep(interval);
  return waitFor(address, wayTo);
}
