/** The conditions of a filter: one for each field that is given, each about the version `v`. */
import { type FacetName, industryLine } from "../follow/index-rows.ts";
import { type Sql, sql, valueList } from "./sql.ts";

/** `MeasureFilter` and `TalentResourceFilter` in one: each is a part of it. */
export interface RecordFilter {
  readonly departments?: readonly string[] | null;
  readonly typeNames?: readonly string[] | null;
  readonly pillars?: readonly string[] | null;
  readonly kinds?: readonly string[] | null;
  readonly sharingModes?: readonly string[] | null;
  readonly talentTypes?: readonly string[] | null;
  readonly targetGroups?: readonly string[] | null;
  readonly instruments?: readonly string[] | null;
  readonly lifecycles?: readonly string[] | null;
  readonly areas?: readonly string[] | null;
  readonly servedArea?: string | null;
  readonly industries?: readonly string[] | null;
  readonly servedIndustry?: string | null;
  readonly fiscalYear?: number | null;
  readonly budget?: { readonly min?: number | null; readonly max?: number | null } | null;
}

export interface Condition {
  /** The facet that shows the alternatives to this condition; null where there is none. */
  readonly facet: FacetName | null;
  readonly holds: Sql;
}

const facetOfList = {
  departments: "department",
  pillars: "pillar",
  kinds: "kind",
  sharingModes: "sharingMode",
  talentTypes: "talentType",
  targetGroups: "targetGroup",
  instruments: "instrument",
  lifecycles: "lifecycle",
  areas: "area",
  industries: "industry",
} as const satisfies Partial<Record<keyof RecordFilter, FacetName>>;

type ListName = keyof typeof facetOfList;
const listNames = Object.keys(facetOfList) as ListName[];

export function conditionsOf(filter: RecordFilter): readonly Condition[] {
  const lists = chosenValues(filter).map(({ facet, values }) => ({ facet, holds: hasValue(facet, values) }));
  return [...lists, ...otherConditions(filter).map((holds) => ({ facet: null, holds }))];
}

interface Chosen {
  readonly facet: FacetName;
  readonly values: readonly string[];
}

/** The closed lists that the filter bounds, with the values that it accepts. */
export function chosenValues(filter: RecordFilter): readonly Chosen[] {
  const { fiscalYear } = filter;
  const lists = listNames.flatMap((name) => {
    const values = filter[name] ?? null;
    return values === null ? [] : [{ facet: facetOfList[name], values }];
  });
  return isGiven(fiscalYear) ? [...lists, { facet: "fiscalYear", values: [String(fiscalYear)] }] : lists;
}

function otherConditions({ typeNames, servedArea, servedIndustry, budget }: RecordFilter): readonly Sql[] {
  return [
    ...(typeNames ? [sql`v.type_name IN (${valueList(typeNames)})`] : []),
    ...(servedArea ? [hasValue("area", areaLine(servedArea))] : []),
    ...(servedIndustry ? [hasValue("industryStated", [...industryLine(servedIndustry), everyIndustry])] : []),
    ...(budget && (isGiven(budget.min) || isGiven(budget.max)) ? [hasFigureWithin(budget)] : []),
  ];
}

function hasValue(facet: FacetName, values: readonly string[]): Sql {
  return sql`v.version_id IN (SELECT version_id FROM version_facet WHERE facet = ${facet} AND value IN (${valueList(values)}))`;
}

function hasFigureWithin({ min, max }: NonNullable<RecordFilter["budget"]>): Sql {
  const from = min ?? Number.MIN_SAFE_INTEGER;
  const to = max ?? Number.MAX_SAFE_INTEGER;
  return sql`v.version_id IN (SELECT version_id FROM version_budget WHERE amount BETWEEN ${from} AND ${to})`;
}

const nation = "00";
const everyIndustry = "ALL";

/** The area and what it lies in: 16201, 16, 00. The first two digits of a municipality's code are its prefecture's. */
function areaLine(code: string): readonly string[] {
  return [...new Set([code, code.slice(0, 2), nation])];
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
