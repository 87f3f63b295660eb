/** A catalog whose database loses what it had last, under processes that have read it: numbers are used again, for other records. */
import { describe, expect, test } from "@jest/globals";
import type { FeedSource } from "#kit/feed/source.ts";
import type { CatalogSubgraph } from "../../../subgraphs/catalog/open.ts";
import { catalogTables } from "../../../subgraphs/catalog/tables/tables.ts";
import { copyState } from "../../support/put-back.ts";
import { databases, type TestDatabase } from "./databases.ts";
import { ask, measure, openCatalogOver, openHouse } from "./house.ts";

const tables = catalogTables.map(({ name }) => name);

const page = `query ($search: String, $after: String) {
  measures(search: $search, first: 2, after: $after) {
    totalCount nodes { id code name { ja } } pageInfo { endCursor } facets { departments { code count } }
  }
}`;

interface Page {
  readonly totalCount: number;
  readonly nodes: readonly { readonly id: string; readonly code: string; readonly name: { readonly ja: string } }[];
  readonly pageInfo: { readonly endCursor: string };
  readonly facets: { readonly departments: readonly { readonly code: string; readonly count: number }[] };
}

async function readPage(catalog: CatalogSubgraph, variables: Record<string, unknown> = {}): Promise<Page> {
  const { measures } = await ask(catalog, page, variables);
  return measures;
}

/** Two processes on one database, that have read three measures of welfare; the last of them is going to be lost. */
async function openBeforeTheLoss(test: TestDatabase) {
  const closed = new Set<string>();
  const between = (name: string, feed: FeedSource): FeedSource => ({
    read: (...asked) => (closed.has(name) ? Promise.reject(new Error("closed")) : feed.read(...asked)),
  });
  const house = await openHouse(test, { feedOf: between });
  const other = await openCatalogOver(house.departments, house.settings, { feedOf: between });
  await house.department("welfare").save(measure("A-1", { name: { ja: "一番目" } }));
  await house.catalog.pullNow();
  const earlier = await copyState(house.catalog.database, tables);
  await house.department("welfare").save(measure("A-2", { name: { ja: "犬の世話" } }), measure("A-3"));
  await house.catalog.pullNow();
  const processes = [house.catalog, other];
  const before = await Promise.all(processes.map((each) => readPage(each)));
  await Promise.all(processes.map((each) => readPage(each, { search: "犬の世話" })));
  return {
    processes,
    cursor: before[0]?.pageInfo.endCursor,
    before,
    putBack: earlier.putBack,
    /** Now education is read before welfare: its measures get the numbers that those of welfare had. */
    async followOtherwise() {
      closed.add("welfare");
      await house.department("education").save(measure("A-2", { name: { ja: "猫の世話" } }), measure("A-4"));
      await house.catalog.pullNow();
    },
    async close() {
      await other.close();
      await house.close();
    },
  };
}

describe.each(databases)("a catalog whose database has lost its tail on %s", (_, create) => {
  test("names no measure with the content of another, whether it is asked in between or not", async () => {
    for (const isAskedBetween of [false, true]) {
      const house = await openBeforeTheLoss(create());

      await house.putBack();
      const between = isAskedBetween ? await Promise.all(house.processes.map((each) => readPage(each))) : [];
      await house.followOtherwise();
      const after = await Promise.all(house.processes.map((each) => readPage(each)));
      const searched = await Promise.all(house.processes.map((each) => readPage(each, { search: "猫の世話" })));
      const lost = await Promise.all(house.processes.map((each) => readPage(each, { search: "犬の世話" })));

      const namesOf = ({ nodes }: Page) => nodes.map(({ code, name }) => `${code} ${name.ja}`);
      expect(house.before.map(namesOf)).toEqual([
        ["A-1 一番目", "A-2 犬の世話"],
        ["A-1 一番目", "A-2 犬の世話"],
      ]);
      expect(between.map(namesOf)).toEqual(isAskedBetween ? [["A-1 一番目"], ["A-1 一番目"]] : []);
      expect(after.map(namesOf)).toEqual([
        ["A-1 一番目", "A-2 猫の世話"],
        ["A-1 一番目", "A-2 猫の世話"],
      ]);
      expect(after.map(({ facets }) => facets.departments.find(({ code }) => code === "education")?.count)).toEqual([
        2, 2,
      ]);
      expect(searched.map(namesOf)).toEqual([["A-2 猫の世話"], ["A-2 猫の世話"]]);
      expect(lost.flatMap(namesOf)).not.toContain("A-2 犬の世話");
      await house.close();
    }
  });

  test("takes no cursor of what was lost, and still takes those of what was not", async () => {
    const house = await openBeforeTheLoss(create());

    await house.putBack();
    const kept = await Promise.all(house.processes.map((each) => readPage(each)));
    await house.followOtherwise();
    const goneOn = house.processes.map((each) => readPage(each, { after: house.cursor }));

    for (const each of goneOn) await expect(each).rejects.toMatchObject({ code: "CURSOR_INVALID" });
    for (const [at, each] of house.processes.entries()) {
      const { nodes } = await readPage(each, { after: kept[at]?.pageInfo.endCursor });
      expect(nodes).toEqual([]);
    }
    await house.close();
  });

  test("keeps what it has read while the database only goes on", async () => {
    const house = await openHouse(create());
    await house.department("welfare").save(measure("A-1"), measure("A-2"), measure("A-3"));
    await house.catalog.pullNow();
    const first = await readPage(house.catalog);
    await house.department("welfare").save(measure("A-0"));
    await house.catalog.pullNow();

    const { nodes, totalCount } = await readPage(house.catalog, { after: first.pageInfo.endCursor });

    expect([nodes.map(({ code }) => code), totalCount]).toEqual([["A-3"], 3]);
    await house.close();
  });
});
