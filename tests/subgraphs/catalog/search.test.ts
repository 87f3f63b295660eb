import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { databases } from "./databases.ts";
import { ask, type House, measure, openHouse } from "./house.ts";

const measures = [
  measure("S-1", { name: { ja: "看護職員確保対策事業", en: "Securing nurses" } }),
  measure("S-2", { name: { ja: "病院の設備" }, summary: { ja: "看護の現場で使う設備を整える。" } }),
  measure("S-3", { name: { ja: "福祉の仕事フェア" }, targetGroups: ["NURSES"] }),
  measure("S-4", { name: { ja: "学生インターンシップ" }, ownerUnit: { name: { ja: "労働政策課" } } }),
  measure("S-5", { name: { ja: "カイゴの日" }, originalLabels: [{ field: "targetGroups", text: "care leavers" }] }),
  measure("S-6", { name: { ja: "100%補助_事業" } }),
];

describe.each(databases)("a search of the catalog on %s", (_, create) => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse(create());
    await house.department("welfare").save(...measures);
    await house.catalog.pullNow();
  });

  afterAll(() => house.close());

  async function search(text: string, rest = ""): Promise<string[]> {
    const query = `query ($text: String) { measures(search: $text ${rest}) { totalCount nodes { code } } }`;
    const { measures } = await ask(house.catalog, query, { text });
    expect(measures.totalCount).toBe(measures.nodes.length);
    return measures.nodes.map(({ code }: { code: string }) => code);
  }

  test("puts a record with the word in its name before one that mentions it", async () => {
    const found = await search("看護");

    expect(found[0]).toBe("S-1");
    expect(found.toSorted()).toEqual(["S-1", "S-2", "S-3"]);
  });

  test.each([
    ["インターン", ["S-4"]],
    ["ｲﾝﾀｰﾝ", ["S-4"]],
    ["かいご", ["S-5"]],
    ["ｶｲｺﾞ", ["S-5"]],
    ["労働政策課", ["S-4"]],
    ["leaver", ["S-5"]],
    ["securing NURSE", ["S-1"]],
    ["病院 看護", ["S-2"]],
    ["100%", ["S-6"]],
    ["S-6", ["S-6"]],
  ])("for %s has %j", async (text, expected) => {
    const found = await search(text);

    expect(found).toEqual(expected);
  });

  test("takes most words for all where no record has every one", async () => {
    const found = await search("看護職員の確保と農業");

    expect(found[0]).toBe("S-1");
  });

  test("does not loosen the words because a filter leaves nothing", async () => {
    const found = await search("病院 看護", ", filter: { pillars: [SECURING] }");

    expect(found).toEqual([]);
  });

  test.each(["", "   ", "！？", "%", "_", "' OR 1=1 --", "\\", "\u0000"])("for %j does no harm", async (text) => {
    const found = await search(text);

    expect(found.length).toBeLessThanOrEqual(measures.length);
  });

  test("for text without anything to look for is no search", async () => {
    const found = await search("%");

    expect(found).toEqual(["S-1", "S-2", "S-3", "S-4", "S-5", "S-6"]);
  });

  test("for a text of a million characters answers", async () => {
    const found = await search("看護 ".repeat(333_333));

    expect(found).toContain("S-1");
  });

  test("counts facets over what it found", async () => {
    const { measures } = await ask(
      house.catalog,
      '{ measures(search: "看護") { facets { targetGroups { code count } departments { count } } } }',
    );

    expect(measures.facets).toEqual({ targetGroups: [{ code: "NURSES", count: 1 }], departments: [{ count: 3 }] });
  });
});
