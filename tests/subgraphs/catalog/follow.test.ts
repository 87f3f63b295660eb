import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type FeedSource, feedOf } from "#kit/feed/source.ts";
import type { CatalogSubgraph } from "../../../subgraphs/catalog/open.ts";
import { databases } from "./databases.ts";
import { ask, type House, measure, openCatalogOver, openHouse } from "./house.ts";

async function namesOf(catalog: CatalogSubgraph, asOf?: string): Promise<string[]> {
  const query = "query ($asOf: DateTime) { measures(asOf: $asOf, first: 100) { nodes { name { ja } } } }";
  const { measures } = await ask(catalog, query, { asOf });
  return measures.nodes.map(({ name }: { name: { ja: string } }) => name.ja);
}

async function eventually(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20);
}

/** A feed that fails while it is told to. */
function breakable() {
  const state = { broken: false };
  const between = (name: string, feed: FeedSource): FeedSource => ({
    read: (after, first) =>
      state.broken && name === "welfare" ? Promise.reject(new Error("connection refused")) : feed.read(after, first),
  });
  return { state, between };
}

describe.each(databases)("a catalog that follows the departments on %s", (_, create) => {
  test("says how far it has come with a department", async () => {
    const told: (readonly [string, number, number])[] = [];
    const house = await openHouse(create(), { onProgress: (...progress) => told.push(progress) });
    const many = Array.from({ length: 300 }, (_each, number) => measure(`W-${number}`));
    await house.department("welfare").save(...many);
    await house.department("education").save(measure("D-1"));

    await house.catalog.pullNow();

    const ofWelfare = told.filter(([department]) => department === "welfare");
    expect(ofWelfare.at(-1)).toEqual(["welfare", 300, 300]);
    expect(told).toContainEqual(["education", 1, 1]);
    await house.close();
  });

  test("goes on by itself, and after an outage misses nothing, while the others are not held up", async () => {
    const { state, between } = breakable();
    const failures: string[] = [];
    const house = await openHouse(create(), {
      feedOf: between,
      interval: 20,
      longestPause: 80,
      onFailure: (department) => failures.push(department),
    });
    house.catalog.follow();
    await house.department("welfare").save(measure("W-1", { name: { ja: "前" } }));
    await eventually(async () => (await namesOf(house.catalog)).includes("前"));

    state.broken = true;
    await house.department("welfare").save(measure("W-2", { name: { ja: "間" } }));
    await house.department("education").save(measure("D-1", { name: { ja: "他" } }));
    await eventually(async () => (await namesOf(house.catalog)).includes("他") && failures.length > 0);
    const during = await namesOf(house.catalog);
    const { departments } = await ask(house.catalog, "{ departments { code freshness { reachable } } }");
    state.broken = false;
    await eventually(async () => (await namesOf(house.catalog)).includes("間"));

    expect(during).toEqual(["他", "前"]);
    expect(departments).toContainEqual({ code: "welfare", freshness: { reachable: false } });
    // Told once, however often it was tried.
    expect(failures).toEqual(["welfare"]);
    await house.close();
  });

  test("goes on where it stopped when it is started again", async () => {
    const database = create();
    const house = await openHouse(database);
    await house.department("welfare").save(measure("W-1", { name: { ja: "一" } }));
    await house.catalog.pullNow();
    await house.catalog.close();
    await house
      .department("welfare")
      .save(measure("W-1", { name: { ja: "二" } }), measure("W-2", { name: { ja: "三" } }));

    const read: number[] = [];
    const again = await openCatalogOver(house.departments, house.settings, {
      feedOf: (name, feed) => ({
        read: (after, first) => {
          if (name === "welfare") read.push(after);
          return feed.read(after, first);
        },
      }),
    });
    await again.pullNow();

    expect(await namesOf(again)).toEqual(["二", "三"]);
    // The last known change is read again, to see that it is still the same history.
    expect(read[0]).toBe(0);
    await again.close();
    await closeDepartments(house);
    await database.drop();
  });

  test("takes out what was withdrawn, and still answers for the time before", async () => {
    const house = await openHouse(create());
    const welfare = house.department("welfare");
    await welfare.save(measure("W-1", { name: { ja: "古い看護" }, pillar: "SECURING" }));
    const first = await afterAMoment();
    await welfare.save(measure("W-1", { name: { ja: "新しい名" }, pillar: "DEVELOPMENT" }));
    const second = await afterAMoment();
    await welfare.withdraw("W-1");
    await house.catalog.pullNow();

    const { before, searched, after, beginning } = await ask(
      house.catalog,
      `query ($first: DateTime, $second: DateTime) {
        before: measures(asOf: $first) { totalCount nodes { name { ja } version } facets { pillars { code count } } }
        searched: measures(asOf: $first, search: "看護", filter: { pillars: [SECURING] }) { totalCount }
        after: measures(asOf: $second) { totalCount nodes { name { ja } version } facets { pillars { code count } } }
        beginning: measures(asOf: "2001-01-01T00:00:00Z") { totalCount }
      }`,
      { first, second },
    );

    expect(before).toEqual({
      totalCount: 1,
      nodes: [{ name: { ja: "古い看護" }, version: 1 }],
      facets: { pillars: [{ code: "SECURING", count: 1 }] },
    });
    expect(searched.totalCount).toBe(1);
    expect(after).toEqual({
      totalCount: 1,
      nodes: [{ name: { ja: "新しい名" }, version: 2 }],
      facets: { pillars: [{ code: "DEVELOPMENT", count: 1 }] },
    });
    expect(beginning.totalCount).toBe(0);
    expect(await namesOf(house.catalog)).toEqual([]);
    await house.close();
  });

  test("begins a department anew whose own history has begun anew", async () => {
    let replaced: FeedSource | undefined;
    const house = await openHouse(create(), {
      feedOf: (name, feed) => ({
        read: (after, first) => (name === "welfare" && replaced ? replaced : feed).read(after, first),
      }),
    });
    const elsewhere = await openHouse(create());
    await house.department("welfare").save(measure("W-1", { name: { ja: "旧" } }), measure("W-2"));
    await house.department("education").save(measure("D-1", { name: { ja: "他" } }));
    await house.catalog.pullNow();
    await elsewhere.department("welfare").save(measure("W-9", { name: { ja: "新" } }));
    replaced = feedOf(elsewhere.department("welfare").database);

    await house.catalog.pullNow();

    expect(await namesOf(house.catalog)).toEqual(["他", "新"]);
    await house.close();
    await elsewhere.close();
  });

  test("equals, after any history, one that is built from nothing at its end", async () => {
    const house = await openHouse(create());
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 5, maxLength: 25 }), async (changes) => {
        const moments = await live(house, changes);
        const elsewhere = create();
        const rebuilt = await openCatalogOver(house.departments, elsewhere.settings);
        await rebuilt.pullNow();

        for (const asOf of [null, ...moments]) {
          expect(await everything(rebuilt, asOf)).toEqual(await everything(house.catalog, asOf));
        }
        await rebuilt.close();
        await elsewhere.drop();
      }),
      { numRuns: 4 },
    );
    await house.close();
  }, 400_000);
});

const change = fc.record({
  department: fc.constantFrom("welfare", "education"),
  code: fc.constantFrom("A", "B", "C", "D"),
  withdraw: fc.boolean(),
  pull: fc.boolean(),
  name: fc.constantFrom("看護の仕事", "介護職員", "インターン", "school visit"),
  pillar: fc.constantFrom("SECURING" as const, "WORKSTYLE" as const, null),
  amount: fc.integer({ min: 0, max: 3 }),
});

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** Lets the changes happen, pulled now and then; gives the moments of the pulls but the last. */
async function live(house: House, changes: readonly Change[]): Promise<readonly string[]> {
  const moments: string[] = [];
  for (const { department, code, withdraw, pull, ...content } of changes) {
    const opened = house.department(department);
    await (withdraw ? opened.withdraw(code) : opened.save(contentOf(code, content)));
    if (!pull) continue;
    await house.catalog.pullNow();
    moments.push(new Date().toISOString());
  }
  await house.catalog.pullNow();
  return moments;
}

function contentOf(code: string, { name, pillar, amount }: Pick<Change, "name" | "pillar" | "amount">) {
  return measure(code, { name: { ja: name }, pillar, budgets: [{ fiscalYear: 2025, amount }] });
}

/** All that a catalog can be asked in lists, at one moment. */
function everything(catalog: CatalogSubgraph, asOf: string | null) {
  const nodes =
    "nodes { id code version updatedAt name { ja } pillar budgets { amount } dataQuality { completeness } }";
  const facets = "facets { departments { code count } pillars { code count } fiscalYears { code count } }";
  return ask(
    catalog,
    `query ($asOf: DateTime) {
      all: measures(asOf: $asOf) { totalCount ${nodes} ${facets} }
      nursing: measures(asOf: $asOf, search: "看護") { totalCount ${nodes} ${facets} }
      english: measures(asOf: $asOf, search: "visit schools") { totalCount ${nodes} }
      some: measures(asOf: $asOf, filter: { pillars: [SECURING], budget: { min: 2 } }, orderBy: { field: BUDGET }) { ${nodes} }
      departments { code measureCount freshness { position lag } }
    }`,
    { asOf },
  );
}

/** A time later than all that was written before, and earlier than all that is written after. */
async function afterAMoment(): Promise<string> {
  await sleep(5);
  const moment = new Date().toISOString();
  await sleep(5);
  return moment;
}

async function closeDepartments(house: House): Promise<void> {
  await Promise.all([...house.departments.values()].map(({ database }) => database.close()));
}
