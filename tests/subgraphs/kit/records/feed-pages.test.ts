import { beforeAll, expect, test } from "@jest/globals";
import { openDepartment } from "#kit/department/open.ts";
import { feedOf, feedOverHttp } from "#kit/feed/source.ts";
import { usualNetworks } from "#kit/network/networks.ts";
import { saveRecords } from "#kit/records/save.ts";
import { serveSubgraph } from "#kit/server/subgraph.ts";
import type { Settings } from "#kit/settings.ts";
import { describeOnDatabases } from "../../../support/databases.ts";
import { departmentNamed, type OpenDepartment, openForTest } from "../../../support/departments.ts";
import { contentOf, numbered, sampleMeasure } from "../../../support/sample-records.ts";

const welfare = departmentNamed("welfare");

describeOnDatabases("the change feed", ({ newSettings }) => {
  let settings: Settings;
  let hub: OpenDepartment;

  beforeAll(async () => {
    settings = newSettings();
    hub = await openForTest(welfare, settings);
    const writes = numbered(10).map((code) => ({
      content: contentOf(welfare, sampleMeasure(code, { budgets: [] }), { quotaPlaces: 3 }),
      expect: "new" as const,
    }));
    await hub.database.transaction((manager) => saveRecords(manager, hub.stores.Measure, writes));
  });

  test("is read in pages after any number, with the last number given out", async () => {
    const feed = feedOf(hub.database);
    const numbers = async (after: number, first: number) => {
      const { changes, last } = await feed.read(after, first);
      return [changes.map(({ sequence }) => sequence), last];
    };

    expect(await numbers(0, 4)).toEqual([[1, 2, 3, 4], 10]);
    expect(await numbers(8, 4)).toEqual([[9, 10], 10]);
    expect(await numbers(10, 4)).toEqual([[], 10]);
    expect(await numbers(0, 0)).toEqual([[], 10]);
    expect(await numbers(0, -5)).toEqual([[], 10]);
  });

  test("carries the whole record in the form that was written", async () => {
    const [change] = (await feedOf(hub.database).read(0, 1)).changes;

    expect(change).toMatchObject({ typeName: "WelfareMeasure", code: "code-001", version: 1, operation: "UPSERT" });
    expect(change?.record).toEqual({
      contract: sampleMeasure("code-001", { budgets: [] }),
      details: { quotaPlaces: 3 },
    });
  });

  test("is the same over HTTP", async () => {
    const served = await serveSubgraph(await openDepartment(welfare, settings), settings);

    const page = await feedOverHttp(`${served.url}/graphql`, {
      sign: () => ({}),
      networks: usualNetworks("development"),
    }).read(3, 5);

    expect(page).toEqual(JSON.parse(JSON.stringify(await feedOf(hub.database).read(3, 5))));
    await served.close();
  });
});
