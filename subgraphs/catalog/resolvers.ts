/** Resolvers of the catalog's root fields: each names a query or a loader. */
import type { Revised } from "#kit/caching/revision.ts";
import { errors } from "#kit/errors.ts";
import { isOnTheWay } from "#kit/follow/batches.ts";
import { connectionOf, largestPageSize, type Page, type PageArguments, readPage } from "#kit/graphql/paging.ts";
import type { RecordInterface } from "#kit/records/record.ts";
import { areas, industries, targetGroups } from "#kit/reference/lists.ts";
import type { Catalog } from "./catalog.ts";
import { answerPage, findNear, outcomeOf } from "./query/answer.ts";
import { departmentStatuses } from "./query/departments.ts";
import { facetsOf } from "./query/facets.ts";
import type { RecordFilter } from "./query/filter.ts";
import { countVersions, cursorOf, type FoundPage } from "./query/list.ts";
import type { Order } from "./query/order.ts";
import type { CatalogRecord, RecordLoader } from "./query/records.ts";
import { type ListRequest, type SettledList, settleList } from "./query/settle.ts";
import type { State } from "./query/snapshot.ts";
import { explainMatch } from "./search/explain.ts";
import { describeSearch } from "./search/report.ts";

export interface CatalogContext extends Revised {
  /** Loads records by global id, for this request only. */
  readonly records: RecordLoader;
  /** Where the catalog stood when the request first asked. */
  readonly readState: () => Promise<State>;
}

interface ListArguments extends PageArguments {
  readonly filter?: RecordFilter | null;
  readonly search?: string | null;
  readonly orderBy?: Order | null;
  readonly asOf?: string | null;
}

interface ById {
  readonly id: string;
}

export function rootResolvers(catalog: Catalog) {
  const reader = catalog.database.reader;
  return {
    measures: listResolver(catalog, "Measure"),
    talentResources: listResolver(catalog, "TalentResource"),
    measure: (_: unknown, { id }: ById, context: CatalogContext) => findRecord(context, id, "Measure"),
    talentResource: (_: unknown, { id }: ById, context: CatalogContext) => findRecord(context, id, "TalentResource"),
    node: (_: unknown, { id }: ById, { records }: CatalogContext) => records.load(id),
    nodes: (_: unknown, { ids }: { readonly ids: readonly string[] }, { records }: CatalogContext) =>
      loadNodes(records, ids),
    departments: () => departmentStatuses(reader, catalog.departments, catalog.follower),
    areas: () => [...areas.values()],
    industries: () => [...industries.values()],
    targetGroups: () => [...targetGroups.values()],
  };
}

function listResolver(catalog: Catalog, recordInterface: RecordInterface) {
  const { snapshots, records, titles } = catalog;

  async function readNear(list: SettledList): Promise<readonly CatalogRecord[]> {
    if ((await outcomeOf(snapshots, list)) !== "NOTHING") return [];
    const { found } = await findNear(snapshots, list);
    return records.readVersions(found, list.epoch);
  }

  return async (
    _: unknown,
    { filter, search, orderBy, asOf, ...pageArguments }: ListArguments,
    { readState }: CatalogContext,
  ) => {
    const page = readPage(pageArguments);
    const request = {
      recordInterface,
      filter: filter ?? {},
      search: search ?? null,
      orderBy: orderBy ?? null,
      asOf: asOf ?? null,
    };
    const { list, found, shown } = await showPage(catalog, request, { page, readState });
    const cursors = new Map(shown.map((record, index) => [record, found[index]]));
    // Not spread into another object, or every cursor would be made for it.
    return Object.assign(
      connectionOf(page, {
        found: shown,
        cursorOf: (record) => {
          const version = cursors.get(record);
          return version ? cursorOf(list, version) : "";
        },
        totalCount: () => countVersions(snapshots, list),
        edgeFields: (record) => ({ match: () => (list.plan ? explainMatch(list.plan, record.contract) : null) }),
      }),
      {
        facets: () => facetsOf(snapshots, list, titles),
        search: async () => describeSearch(list, await outcomeOf(snapshots, list)),
        near: () => readNear(list),
      },
    );
  };
}

interface ShownPage extends FoundPage {
  /** What was found, in the same order. */
  readonly shown: readonly CatalogRecord[];
}

interface Showing extends Pick<CatalogContext, "readState"> {
  readonly page: Page;
  readonly isSecond?: boolean;
}

/** Where the database goes over to another history in the middle, the page is read again from what it is then. */
async function showPage(
  catalog: Catalog,
  request: ListRequest,
  { page, readState, isSecond = false }: Showing,
): Promise<ShownPage> {
  const { database, snapshots, search, records, typeNames } = catalog;
  const settled = await settleList(search.plan, request, {
    cursor: page.cursor,
    typeNames,
    state: await readState(),
    isOnTheWay: (point) => isOnTheWay(database.reader, point),
  });
  const { list, found } = await answerPage({ search, snapshots, records }, settled, page);
  const shown = await records.readVersions(found, list.epoch);
  if (shown.length === found.length) return { list, found, shown };
  if (isSecond) throw new Error("the catalog goes from one history to another while it is read");
  return showPage(catalog, request, { page, readState: catalog.readState, isSecond: true });
}

/** A record of the interface asked for; null for an id of the other. */
export async function findRecord(
  { records }: CatalogContext,
  id: string,
  recordInterface: RecordInterface,
): Promise<CatalogRecord | null> {
  const record = await records.load(id);
  return record?.recordInterface === recordInterface ? record : null;
}

function loadNodes(records: RecordLoader, ids: readonly string[]) {
  if (ids.length > largestPageSize) throw errors.tooManyIds(largestPageSize);
  return Promise.all(ids.map((id) => records.load(id)));
}
