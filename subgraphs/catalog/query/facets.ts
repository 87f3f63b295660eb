/** Counts a list by its closed lists, all that one answer asks for together. */
import DataLoader from "dataloader";
import type { LocalizedText } from "#kit/generated/contract.ts";
import type { FacetName } from "../follow/index-rows.ts";
import { type DepartmentTitles, namedInOrder } from "./facet-names.ts";
import { chosenValues } from "./filter.ts";
import { countedVersions } from "./list.ts";
import type { SettledList } from "./settle.ts";
import type { SnapshotReader } from "./snapshot-reader.ts";
import { allOf, sql, valueList } from "./sql.ts";

export interface FacetCount {
  readonly code: string;
  readonly name: LocalizedText;
  readonly count: number;
}

interface CountRow {
  readonly facet: FacetName;
  readonly value: string;
  readonly records: number | string;
}

/** Facets by the names of the fields that show them, each counted when it is asked for. */
export function facetsOf(reader: SnapshotReader, list: SettledList, departments: DepartmentTitles) {
  const counts = new DataLoader((facets: readonly FacetName[]) => countFacets(reader, list, facets));
  const chosen = new Map(chosenValues(list.filter).map(({ facet, values }) => [facet, values]));
  const show = (facet: FacetName) => async (): Promise<readonly FacetCount[]> => {
    const found = await counts.load(facet);
    const codes = [...new Set([...found.keys(), ...(chosen.get(facet) ?? [])])];
    return namedInOrder(facet, codes, departments).map((value) => ({ ...value, count: found.get(value.code) ?? 0 }));
  };
  return {
    departments: show("department"),
    pillars: show("pillar"),
    talentTypes: show("talentType"),
    instruments: show("instrument"),
    lifecycles: show("lifecycle"),
    targetGroups: show("targetGroup"),
    areas: show("area"),
    industries: show("industry"),
    fiscalYears: show("fiscalYear"),
    kinds: show("kind"),
    sharingModes: show("sharingMode"),
  };
}

type Counts = ReadonlyMap<string, number>;

/** One statement for all facets that the filter leaves open, and one for each that it bounds. */
async function countFacets(
  reader: SnapshotReader,
  list: SettledList,
  facets: readonly FacetName[],
): Promise<readonly Counts[]> {
  const bounded = facets.filter((facet) => list.conditions.some((condition) => condition.facet === facet));
  const open = facets.filter((facet) => !bounded.includes(facet));
  const groups = [...(open.length > 0 ? [open] : []), ...bounded.map((facet) => [facet])];
  const rows = (await Promise.all(groups.map((group) => countGroup(reader, list, group)))).flat();
  return facets.map((facet) => countsOf(rows.filter((row) => row.facet === facet)));
}

function countGroup(reader: SnapshotReader, list: SettledList, group: readonly FacetName[]) {
  const conditions = list.conditions.filter(({ facet }) => facet === null || !group.includes(facet));
  const where = allOf([list.base, ...conditions.map(({ holds }) => holds)]);
  return reader.select<CountRow>(
    list,
    sql`SELECT f.facet, f.value, COUNT(*) AS records FROM ${countedVersions(list.plan)}
        JOIN version_facet AS f ON f.version_id = v.version_id
        WHERE ${where} AND f.facet IN (${valueList(group)}) GROUP BY f.facet, f.value`,
  );
}

function countsOf(rows: readonly CountRow[]): Counts {
  return new Map(rows.map(({ value, records }) => [value, Number(records)]));
}
