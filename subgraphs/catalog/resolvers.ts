/** Resolvers of the catalog's root fields: each names a query or a loader. */
import { errors } from "#kit/errors.ts";
import { connectionOf, largestPageSize, type PageArguments, readPage } from "#kit/graphql/paging.ts";
import type { RecordInterface } from "#kit/records/record.ts";
import { areas, industries, targetGroups } from "#kit/reference/lists.ts";
import type { Catalog } from "./catalog.ts";
import { answerPage, findNear, outcomeOf } from "./query/answer.ts";
import { departmentStatuses } from "./query/departments.ts";
import { facetsOf } from "./query/facets.ts";
import type { RecordFilter } from "./query/filter.ts";
import { countVersions, cursorOf } from "./query/list.ts";
import type { Order } from "./query/order.ts";
import type { CatalogRecord, RecordLoader } from "./query/records.ts";
import { type SettledList, settleList } from "./query/settle.ts";
import { explainMatch } from "./search/explain.ts";
import { describeSearch } from "./search/report.ts";

export interface CatalogContext {
  /** Loads records by global id, for this request only. */
  readonly records: RecordLoader;
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

function listResolver(
  { readState, snapshots, search: engine, records, typeNames, titles }: Catalog,
  recordInterface: RecordInterface,
) {
  async function readNear(list: SettledList): Promise<readonly CatalogRecord[]> {
    if ((await outcomeOf(snapshots, list)) !== "NOTHING") return [];
    const { found } = await findNear(snapshots, list);
    return records.readVersions(found.map(({ version_id }) => version_id));
  }

  return async (_: unknown, { filter, search, orderBy, asOf, ...pageArguments }: ListArguments) => {
    const page = readPage(pageArguments);
    const request = {
      recordInterface,
      filter: filter ?? {},
      search: search ?? null,
      orderBy: orderBy ?? null,
      asOf: asOf ?? null,
    };
    const settled = await settleList(engine.plan, request, {
      cursor: page.cursor,
      typeNames,
      state: await readState(),
    });
    const { list, found } = await answerPage({ search: engine, snapshots, records }, settled, page);
    const shown = await records.readVersions(found.map(({ version_id }) => version_id));
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
