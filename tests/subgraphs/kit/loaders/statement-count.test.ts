import { beforeAll, describe, expect, test } from "@jest/globals";
import { readLists, readRows } from "#kit/loaders/by-key.ts";
import { saveRecords } from "#kit/records/save.ts";
import { measureLists, measureTable } from "#kit/records/tables.ts";
import { describeOnDatabases } from "../../../support/databases.ts";
import { departmentNamed, type OpenDepartment, openForTest } from "../../../support/departments.ts";
import { contentOf, numbered, sampleMeasure } from "../../../support/sample-records.ts";
import { statementsOf } from "../../../support/statements.ts";

const welfare = departmentNamed("welfare");

const page = `query ($first: Int!) { welfareMeasures(first: $first) { totalCount nodes {
  id name { ja } department { name { ja } } ownerUnit { name { ja } } budgets { amount fiscalYear { label { ja } } }
  targetGroups { name { ja } } areas { name { ja } } industries { name { ja } } sources { url }
  facilityKinds quotaPlaces dataQuality { completeness missingFields }
} } }`;

describeOnDatabases("a page of measures with all that belongs to them", ({ newSettings }) => {
  const settings = newSettings();
  let hub: OpenDepartment;

  beforeAll(async () => {
    hub = await openForTest(welfare, settings);
    const writes = numbered(100).map((code, index) => ({
      content: contentOf(
        welfare,
        sampleMeasure(code, {
          ownerUnit: { name: { ja: `課${index % 7}` } },
          budgets: [{ fiscalYear: 2026, amount: index }],
          targetGroups: ["NURSES"],
          areas: ["16", "16201"],
          industries: ["P"],
        }),
        { facilityKinds: ["HOSPITAL"], quotaPlaces: index },
      ),
      expect: "new" as const,
    }));
    await hub.database.transaction((manager) => saveRecords(manager, hub.stores.Measure, writes));
  });

  test("costs the same number of statements for 10 measures and for 100", async () => {
    const cost = async (first: number) => {
      const statements = await statementsOf(hub.database, async () => {
        const { data, errors } = await hub.ask(page, { first });
        expect(errors ?? []).toEqual([]);
        expect(data.welfareMeasures.nodes).toHaveLength(first);
        expect(data.welfareMeasures.nodes.at(-1)).toMatchObject({
          quotaPlaces: first - 1,
          budgets: [{ amount: first - 1 }],
          ownerUnit: { name: { ja: `課${(first - 1) % 7}` } },
        });
      });
      return statements.length;
    };

    const ten = await cost(10);

    expect(ten).toBe(10);
    // All seven units are known from the first ten.
    expect(await cost(100)).toBe(ten - 1);
    // The page, its number, and where the feed stands.
    expect(await cost(100)).toBe(3);
  });

  test("shows what another process has written since it was read", async () => {
    const another = await openForTest(welfare, settings);
    const ask = "{ welfareMeasures(last: 1) { nodes { name { ja } quotaPlaces areas { code } } } }";
    const before = (await hub.ask(ask)).data.welfareMeasures.nodes;
    const changed = sampleMeasure("code-100", { name: { ja: "改称" }, areas: ["16202"] });

    await another.database.transaction((manager) =>
      saveRecords(manager, another.stores.Measure, [
        { content: contentOf(welfare, changed, { quotaPlaces: 70 }), expect: { version: 1 } },
      ]),
    );

    expect(before).toEqual([
      { name: { ja: "施策code-100" }, quotaPlaces: 99, areas: [{ code: "16" }, { code: "16201" }] },
    ]);
    expect((await hub.ask(ask)).data.welfareMeasures.nodes).toEqual([
      { name: { ja: "改称" }, quotaPlaces: 70, areas: [{ code: "16202" }] },
    ]);
  });

  describe("read by loaders", () => {
    test("gives each key its own row, in whatever order, twice where asked twice, null where there is none", async () => {
      const keys = ["code-050", "missing", "code-001", "code-050", "code-001 ", "CODE-001"];

      const rows = await readRows(hub.database.reader, measureTable, "code")(keys);

      expect(rows.map((row) => row?.code ?? null)).toEqual(["code-050", null, "code-001", "code-050", null, null]);
    });

    test("gives each key its own list in its order, empty where there is none", async () => {
      const lists = await readLists(hub.database.reader, measureLists.areas)(["code-002", "missing", "code-001"]);

      expect(lists.map((rows) => rows.map(({ code, value }) => [code, value]))).toEqual([
        [
          ["code-002", "16"],
          ["code-002", "16201"],
        ],
        [],
        [
          ["code-001", "16"],
          ["code-001", "16201"],
        ],
      ]);
    });
  });
});
