/** The questions of the journeys, asked in every way that the hub can be run. */
import { dataOf, type Json } from "../support/ask.ts";

/** How many real records each department owns. */
export const owned = {
  education: { measures: 20, resources: 6 },
  employment: { measures: 96, resources: 10 },
  industry: { measures: 75, resources: 5 },
  welfare: { measures: 35, resources: 5 },
} as const;

/** A department-only field of each department, beside what all have in common. */
const ownFields = `
  ... on EducationMeasure { schoolKinds paidWork }
  ... on EmploymentMeasure { paymentTrigger counsellingDesk { ja } }
  ... on IndustryMeasure { productivityGrowthPercent investmentKinds }
  ... on WelfareMeasure { facilityKinds writeOffYears }`;

/** The main job: one question across all departments, in one request. */
export const acrossDepartments = `
  query Across($filter: MeasureFilter, $first: Int = 100) {
    measures(filter: $filter, first: $first) {
      totalCount
      nodes {
        __typename id code version name { ja en }
        department { code name { ja } }
        ownerUnit { name { ja } parent { ja } }
        pillar
        areas { code name { ja } }
        sources { url }
        ${ownFields}
      }
      facets {
        departments { code name { ja } count }
        pillars { code count }
        targetGroups { code count }
      }
    }
  }`;

export const forPeopleWithDisabilities = { filter: { targetGroups: ["PERSONS_WITH_DISABILITIES"] } };

export type List = "measures" | "talentResources";

interface Walk {
  readonly list: List;
  readonly size: number;
  readonly backward?: boolean;
}

/** The ids of a list, page by page until there is no further page. */
export async function walk(url: string, { list, size, backward = false }: Walk): Promise<readonly string[]> {
  const [count, from, end] = backward ? ["last", "before", "startCursor"] : ["first", "after", "endCursor"];
  const query = `query ($size: Int, $cursor: String) {
    page: ${list}(${count}: $size, ${from}: $cursor) {
      nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`;
  const ids: string[] = [];
  for (let cursor: string | null = null; ; ) {
    const { page }: { page: Json } = await dataOf(url, query, { size, cursor });
    const found: string[] = page.nodes.map(({ id }: Json) => id);
    if (backward) ids.unshift(...found);
    else ids.push(...found);
    if (!page.pageInfo[backward ? "hasPreviousPage" : "hasNextPage"]) return ids;
    cursor = page.pageInfo[end];
  }
}
