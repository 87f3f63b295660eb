import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { statementsOf } from "../../support/statements.ts";
import { databases } from "./databases.ts";
import { ask, type House, measure, openCatalogOver, openHouse } from "./house.ts";

const size = 23;
const codeOf = (index: number) => `P-${String(index).padStart(2, "0")}`;
const numbered = (index: number) =>
  measure(codeOf(index), {
    name: { ja: `看護の事業 ${index % 4}` },
    budgets: index % 3 ? [{ fiscalYear: 2025, amount: index % 5 }] : [],
  });

type Between = (page: number) => Promise<void>;

interface Page {
  readonly nodes: readonly { readonly code: string }[];
  readonly totalCount: number;
  readonly pageInfo: Readonly<Record<"startCursor" | "endCursor", string | null>> &
    Readonly<Record<"hasNextPage" | "hasPreviousPage", boolean>>;
}

describe.each(databases)("the pages of a list on %s", (_, create) => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse(create());
  });

  afterAll(() => house.close());

  async function restore(): Promise<void> {
    await house.department("welfare").save(...Array.from({ length: size }, (_, index) => numbered(index)));
    await house.catalog.pullNow();
  }

  async function page(variables: Record<string, unknown>): Promise<Page> {
    const { measures } = await ask(
      house.catalog,
      `query ($first: Int, $after: String, $last: Int, $before: String, $orderBy: MeasureOrder, $search: String) {
        measures(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, search: $search) {
          totalCount nodes { code } pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
        }
      }`,
      variables,
    );
    return measures;
  }

  async function walkForward(pageSize: number, list: object, between: Between = async () => undefined) {
    const pages: Page[] = [];
    let after: string | null = null;
    do {
      const next: Page = await page({ ...list, first: pageSize, after });
      pages.push(next);
      after = next.pageInfo.hasNextPage ? next.pageInfo.endCursor : null;
      await between(pages.length);
    } while (after !== null);
    return pages.flatMap(({ nodes }) => nodes.map(({ code }) => code));
  }

  async function walkBackward(pageSize: number, list: object) {
    const pages: Page[] = [];
    let before: string | null = null;
    do {
      const previous: Page = await page({ ...list, last: pageSize, before });
      pages.unshift(previous);
      before = previous.pageInfo.hasPreviousPage ? previous.pageInfo.startCursor : null;
    } while (before !== null);
    return pages.flatMap(({ nodes }) => nodes.map(({ code }) => code));
  }

  const lists = [
    {},
    { orderBy: { field: "NAME", direction: "DESC" } },
    { orderBy: { field: "BUDGET", direction: "DESC" } },
    { orderBy: { field: "BUDGET" } },
    { orderBy: { field: "UPDATED_AT" } },
    { search: "看護 事業" },
  ];

  test.each(lists)("of any size, forward and backward, give %j once and in order", async (list) => {
    await restore();
    const whole = (await page({ ...list, first: 100 })).nodes.map(({ code }) => code);

    for (const pageSize of [1, 7, size, 50]) {
      expect(await walkForward(pageSize, list)).toEqual(whole);
      expect(await walkBackward(pageSize, list)).toEqual(whole);
    }
    expect(new Set(whole).size).toBe(size);
  });

  test.each(lists)("of %j show the state of the first while records change, come and go", async (list) => {
    await restore();
    const welfare = house.department("welfare");
    const before = (await page({ ...list, first: 100 })).nodes.map(({ code }) => code);

    const walked = await walkForward(5, list, async (pages) => {
      await welfare.save(
        measure(codeOf(20 - pages), { name: { ja: `看護 ${pages}` }, budgets: [{ fiscalYear: 2025, amount: pages }] }),
        measure(`P-new-${pages}`, { name: { ja: "看護の事業 2" } }),
      );
      await welfare.withdraw(codeOf(22 - pages));
      await house.catalog.pullNow();
    });

    expect(walked).toEqual(before);
    for (const pages of [1, 2, 3, 4, 5]) await welfare.withdraw(`P-new-${pages}`);
  });

  test("refuse the cursor of another list", async () => {
    await restore();
    const { pageInfo } = await page({ first: 5 });

    const other = page({ first: 5, after: pageInfo.endCursor, search: "看護" });

    await expect(other).rejects.toMatchObject({ code: "CURSOR_INVALID" });
  });

  test("refuse the cursor of a catalog that has since been built from nothing", async () => {
    await restore();
    const { pageInfo } = await page({ first: 5 });
    const elsewhere = create();
    const rebuilt = await openCatalogOver(house.departments, elsewhere.settings);
    await rebuilt.pullNow();

    const answer = ask(rebuilt, "query ($after: String) { measures(first: 5, after: $after) { totalCount } }", {
      after: pageInfo.endCursor,
    });

    await expect(answer).rejects.toMatchObject({ code: "CURSOR_INVALID" });
    await rebuilt.close();
    await elsewhere.drop();
  });

  test("cost the same number of statements for ten records and for a hundred, whatever is asked of them", async () => {
    const many = Array.from({ length: 100 }, (_, index) => measure(`M-${index}`, { areas: ["16"], budgets: [] }));
    await house.department("education").save(...many);
    await house.catalog.pullNow();
    const query = `query ($first: Int) { measures(first: $first, filter: { departments: ["education"] }) {
      totalCount nodes { ownerUnit { name { ja } } budgets { amount } targetGroups { code } areas { name { ja } } sources { url } }
      facets { pillars { count } departments { count } areas { count } }
    } }`;

    const countStatements = async (first: number) =>
      (await statementsOf(house.catalog.database, () => ask(house.catalog, query, { first }))).length;

    const ofTen = await countStatements(10);
    await house.department("education").save(measure("M-later"));
    await house.catalog.pullNow();
    const ofHundred = await countStatements(100);
    const again = await countStatements(100);

    expect(ofHundred).toBe(ofTen);
    expect(ofTen).toBeGreaterThan(1);
    expect(ofTen).toBeLessThanOrEqual(8);
    // What was found at a revision stays so: only whether it is still the revision must be asked.
    expect(again).toBe(1);
  });
});
