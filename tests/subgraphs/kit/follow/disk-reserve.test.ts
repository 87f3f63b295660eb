/** What follows the departments, on a disk that has no more than what is reserved for records and the audit's trail. */
import { statfs } from "node:fs/promises";
import { describe, expect, test } from "@jest/globals";
import { openDepartment } from "#kit/department/open.ts";
import { openAudit } from "../../../../subgraphs/audit/open.ts";
import { openCatalog } from "../../../../subgraphs/catalog/open.ts";
import { dataOf, type Json } from "../../../support/ask.ts";
import { createMeasures } from "../../../support/backups.ts";
import { databases } from "../../../support/databases.ts";
import { departmentNamed } from "../../../support/departments.ts";
import { serveHub } from "../../../support/test-hub.ts";

const [sqlite] = databases;

describe("a disk with no more than what is reserved", () => {
  test("takes changes of records, is not filled by index and audit, and lets them catch up when there is room", async () => {
    const settings = sqlite.newSettings();
    const { bavail, bsize } = await statfs(settings.dataFolder);
    const full = { ...settings, diskReserve: Math.ceil((bavail * bsize) / 1024 / 1024) * 2 };
    const welfare = await openDepartment(departmentNamed("welfare"), full);
    const asIndexed = {
      name: "welfare",
      sdl: welfare.sdl,
      feed: welfare.feed,
      title: { ja: "welfare", en: "welfare" },
    };
    const known = async (place: typeof settings) => {
      const catalog = await openCatalog(place, [asIndexed]);
      const audit = await openAudit(place, [{ code: "welfare", feed: welfare.feed }]);
      await catalog.pullNow();
      await audit.pullNow();
      const hub = await serveHub([welfare, catalog]);
      const { measures, departments }: { measures: Json; departments: Json } = await dataOf(
        hub.url,
        "{ measures { totalCount } departments { freshness { lag reachable } } }",
      );
      const [{ audited }] = await audit.database.reader.query("SELECT COUNT(*) AS audited FROM measure_version");
      await Promise.all([hub.close(), catalog.close(), audit.close()]);
      return { indexed: measures.totalCount, audited: Number(audited), ...departments[0].freshness };
    };

    await createMeasures(full, "welfare", ["A-1", "A-2"]);

    expect(await known(full)).toEqual({ indexed: 0, audited: 0, lag: 2, reachable: true });
    expect(await known(settings)).toEqual({ indexed: 2, audited: 2, lag: 0, reachable: true });
    await welfare.close();
  });
});
