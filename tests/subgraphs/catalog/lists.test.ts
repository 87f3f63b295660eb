import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { MeasureInput } from "#kit/records/record.ts";
import { databases } from "./databases.ts";
import { ask, type House, measure, openHouse } from "./house.ts";

const year = (fiscalYear: number, amount: number) => ({ fiscalYear, amount });

const welfare: readonly MeasureInput[] = [
  measure("W-1", {
    name: { ja: "い" },
    pillar: "SECURING",
    talentTypes: ["CORE", "SUPPORT"],
    targetGroups: ["NURSES"],
    instrument: "SUBSIDY",
    lifecycle: "ACTIVE",
    areas: ["16201"],
    industries: ["854"],
    startFiscalYear: 2023,
    endFiscalYear: 2025,
    budgets: [year(2023, 5_000_000), year(2024, 20_000_000_000)],
  }),
  measure("W-2", {
    name: { ja: "ろ" },
    pillar: "DEVELOPMENT",
    areas: ["16"],
    industries: ["P"],
    budgets: [year(2025, 0)],
  }),
  measure("W-3", { name: { ja: "は" }, areas: [], industries: ["ALL"], attestedFiscalYears: [2026] }),
];
const education: readonly MeasureInput[] = [
  measure("D-1", { name: { ja: "に" }, pillar: "SECURING", areas: ["00"], industries: ["83"], startFiscalYear: 2024 }),
  measure("D-2", { name: { ja: "ほ" }, pillar: "SECURING", instrument: "SUBSIDY", areas: ["16202"] }),
];

describe.each(databases)("a list of the catalog on %s", (_, create) => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse(create());
    await house.department("welfare").save(...welfare);
    await house.department("education").save(...education);
    await house.department("welfare").saveResources("WelfarePlacementDesk", {
      ...measure("R-1"),
      kind: "PLACEMENT_DESK",
      sharingModes: ["PLACEMENT"],
    });
    await house.catalog.pullNow();
  });

  afterAll(() => house.close());

  async function codes(filter: Record<string, unknown>, orderBy?: Record<string, unknown>): Promise<string[]> {
    const query = `query ($filter: MeasureFilter, $orderBy: MeasureOrder) {
      measures(filter: $filter, orderBy: $orderBy) { totalCount nodes { code } }
    }`;
    const { measures } = await ask(house.catalog, query, { filter, orderBy });
    expect(measures.totalCount).toBe(measures.nodes.length);
    return measures.nodes.map(({ code }: { code: string }) => code);
  }

  test.each([
    [{}, ["D-1", "D-2", "W-1", "W-2", "W-3"]],
    [{ departments: ["education"] }, ["D-1", "D-2"]],
    [{ typeNames: ["WelfareMeasure"] }, ["W-1", "W-2", "W-3"]],
    [{ pillars: ["SECURING"] }, ["D-1", "D-2", "W-1"]],
    [{ pillars: ["SECURING", "DEVELOPMENT"] }, ["D-1", "D-2", "W-1", "W-2"]],
    [{ pillars: ["SECURING"], instruments: ["SUBSIDY"] }, ["D-2", "W-1"]],
    [{ pillars: ["SECURING"], instruments: ["SUBSIDY"], departments: ["welfare"] }, ["W-1"]],
    [{ pillars: [] }, []],
    [{ talentTypes: ["SUPPORT"] }, ["W-1"]],
    [{ targetGroups: ["NURSES", "PHYSICIANS"] }, ["W-1"]],
    [{ lifecycles: ["ACTIVE"] }, ["W-1"]],
    [{ areas: ["16"] }, ["W-2"]],
    [{ servedArea: "16201" }, ["D-1", "W-1", "W-2"]],
    [{ servedArea: "16" }, ["D-1", "W-2"]],
    [{ industries: ["P"] }, ["D-1", "W-1", "W-2"]],
    [{ industries: ["85"] }, ["W-1"]],
    [{ servedIndustry: "854" }, ["W-1", "W-2", "W-3"]],
    [{ servedIndustry: "E" }, ["W-3"]],
    [{ fiscalYear: 2024 }, ["D-1", "W-1"]],
    [{ fiscalYear: 2025 }, ["W-1"]],
    [{ fiscalYear: 2026 }, ["W-3"]],
    [{ budget: { min: 10_000_000_000 } }, ["W-1"]],
    [{ budget: { min: 1, max: 5_000_000 } }, ["W-1"]],
    [{ budget: { max: 0 } }, ["W-2"]],
    [{ budget: {} }, ["D-1", "D-2", "W-1", "W-2", "W-3"]],
  ])("filtered by %j has %j", async (filter, expected) => {
    const found = await codes(filter);

    expect(found).toEqual(expected);
  });

  test.each([
    [{ field: "NAME" }, ["W-1", "D-1", "W-3", "D-2", "W-2"]],
    [{ field: "NAME", direction: "DESC" }, ["W-2", "D-2", "W-3", "D-1", "W-1"]],
    [{ field: "CODE", direction: "DESC" }, ["W-3", "W-2", "W-1", "D-2", "D-1"]],
    [{ field: "RELEVANCE" }, ["D-1", "D-2", "W-1", "W-2", "W-3"]],
    [{ field: "BUDGET" }, ["W-2", "W-1", "D-1", "D-2", "W-3"]],
    [{ field: "BUDGET", direction: "DESC" }, ["W-1", "W-2", "W-3", "D-2", "D-1"]],
    [{ field: "UPDATED_AT" }, ["W-1", "W-2", "W-3", "D-1", "D-2"]],
  ])("ordered by %j stands as %j", async (orderBy, expected) => {
    const found = await codes({}, orderBy);

    expect(found).toEqual(expected);
  });

  test("counts each closed list without its own part of the filter", async () => {
    const { measures } = await ask(
      house.catalog,
      `{ measures(filter: { pillars: [DEVELOPMENT], departments: ["welfare"] }) {
        facets {
          departments { code name { en } count } pillars { code name { ja en } count } industries { code count }
          fiscalYears { code name { ja } count }
        }
      } }`,
    );

    expect(measures.facets).toEqual({
      departments: [{ code: "welfare", name: { en: "Welfare" }, count: 1 }],
      pillars: [
        { code: "SECURING", name: { ja: "人材確保", en: "Securing people" }, count: 1 },
        { code: "DEVELOPMENT", name: { ja: "人材育成", en: "Developing people" }, count: 1 },
      ],
      industries: [{ code: "P", count: 1 }],
      fiscalYears: [],
    });
  });

  test("promises by a facet what choosing its value gives", async () => {
    const { measures } = await ask(house.catalog, "{ measures { facets { industries { code count } } } }");

    for (const { code, count } of measures.facets.industries) {
      expect(await codes({ industries: [code] })).toHaveLength(count);
    }
  });

  test("shows a chosen value that nothing has", async () => {
    const { measures } = await ask(
      house.catalog,
      "{ measures(filter: { instruments: [LOAN] }) { facets { instruments { code count } } } }",
    );

    expect(measures.facets.instruments).toEqual([
      { code: "SUBSIDY", count: 2 },
      { code: "LOAN", count: 0 },
    ]);
  });

  test("has talent resources apart from measures", async () => {
    const { talentResources } = await ask(
      house.catalog,
      `{ talentResources(filter: { kinds: [PLACEMENT_DESK], sharingModes: [PLACEMENT] }) {
        totalCount nodes { __typename code kind } facets { kinds { code count } sharingModes { code count } }
      } }`,
    );

    expect(talentResources).toEqual({
      totalCount: 1,
      nodes: [{ __typename: "WelfarePlacementDesk", code: "R-1", kind: "PLACEMENT_DESK" }],
      facets: { kinds: [{ code: "PLACEMENT_DESK", count: 1 }], sharingModes: [{ code: "PLACEMENT", count: 1 }] },
    });
  });

  test("tells of each department how much of it is here and how fresh", async () => {
    const { departments } = await ask(
      house.catalog,
      `{ departments { code measureCount talentResourceCount freshness { position feedPosition lag reachable lastPulledAt lastChangeAt } } }`,
    );

    expect(departments).toHaveLength(4);
    expect(departments).toContainEqual({
      code: "welfare",
      measureCount: 3,
      talentResourceCount: 1,
      freshness: {
        position: 4,
        feedPosition: 4,
        lag: 0,
        reachable: true,
        lastPulledAt: expect.any(String),
        lastChangeAt: expect.any(String),
      },
    });
  });

  test.each([
    ["{ measures(first: 101) { totalCount } }", "PAGE_ARGUMENTS_INVALID"],
    ['{ measures(after: "nonsense") { totalCount } }', "CURSOR_INVALID"],
    [`{ nodes(ids: [${'"x",'.repeat(101)}]) { id } }`, "TOO_MANY_IDS"],
  ])("refuses %s with %s", async (query, code) => {
    const answer = ask(house.catalog, query);

    await expect(answer).rejects.toMatchObject({ code });
  });
});
