import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { saveRecords } from "#kit/records/save.ts";
import { describeOnMysql } from "../../../support/databases.ts";
import { departmentNamed, type OpenDepartment, openForTest } from "../../../support/departments.ts";
import { contentOf, sampleMeasure } from "../../../support/sample-records.ts";
import { type SilentProxy, startSilentProxy } from "../../../support/silent-proxy.ts";

const welfare = departmentNamed("welfare");

const longEnough = 40_000;

describeOnMysql("a MySQL server that accepts connections and says nothing", ({ newSettings }) => {
  let proxy: SilentProxy;
  let hub: OpenDepartment;

  const settings = () => {
    const own = newSettings();
    return { ...own, databaseUrl: new URL(new URL(own.databaseUrl ?? "").pathname, proxy.url).href };
  };
  const create = (code: string) => {
    const content = contentOf(welfare, sampleMeasure(code));
    return hub.database.transaction((manager) =>
      saveRecords(manager, hub.stores.Measure, [{ content, expect: "new" }]),
    );
  };

  beforeAll(async () => {
    proxy = await startSilentProxy(process.env["JINKATSU_TEST_DATABASE_URL"] ?? "");
    hub = await openForTest(welfare, settings());
    await create("before");
  });

  afterAll(async () => {
    await proxy.close();
  });

  test(
    "is refused at the start, by name, instead of being waited for",
    async () => {
      proxy.isSilent = true;

      const opened = openForTest(welfare, settings());

      await expect(opened).rejects.toMatchObject({
        code: "DATABASE_UNREACHABLE",
        message: expect.stringContaining(new URL(proxy.url).host),
      });
      proxy.isSilent = false;
    },
    longEnough,
  );

  test(
    "is given up in the midst of a read, told without its address, and used again when it speaks",
    async () => {
      proxy.isSilent = true;

      const read = await hub.database.reader.query("SELECT code FROM measure").catch((error: unknown) => error);

      expect(read).toMatchObject({ code: "DATABASE_AWAY" });
      expect(String(read)).not.toContain(new URL(proxy.url).port);
      proxy.isSilent = false;
      expect(await hub.database.reader.query("SELECT code FROM measure")).toEqual([{ code: "before" }]);
    },
    longEnough,
  );
});
