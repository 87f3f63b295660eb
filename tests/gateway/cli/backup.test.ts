import path from "node:path";
import { expect, test } from "@jest/globals";
import type { Settings } from "#kit/settings.ts";
import { feedOf } from "../../support/backups.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { startWriter } from "../../support/writer-process.ts";
import { jinkatsu } from "./command-line.ts";

/** By a process that is gone afterwards: in this one, SQLite's files would stay open until the memory is tidied up. */
const write = (settings: Settings, prefix: string) => startWriter(settings, prefix, 1).ended;

describeOnDatabases("jinkatsu backup and restore", ({ newSettings }) => {
  test("put back what was there, say what they did, and replace nothing unless that is wished", async () => {
    const settings = newSettings();
    const file = path.join(temporaryFolder(), "all.backup.gz");
    await write(settings, "old");

    const backup = await jinkatsu(settings, ["backup", file]);
    await write(settings, "new");
    const refused = await jinkatsu(settings, ["restore", file, "--json"]);
    const between = await jinkatsu(settings, ["backup", `${file}.between`]);
    const restored = await jinkatsu(settings, ["restore", file, "--replace", "--lang", "ja"]);

    expect(backup).toMatchObject({ code: 0, notes: "", output: expect.stringContaining("welfare: 17 tables, 5 rows") });
    expect(refused.code).toBe(3);
    expect(JSON.parse(refused.output).error).toMatchObject({ code: "RESTORE_TARGET_TAKEN" });
    expect(between.output).toContain("welfare: 17 tables, 9 rows");
    expect(restored).toMatchObject({ code: 0, notes: "", output: expect.stringContaining("戻しました") });
    expect(await feedOf(settings, "welfare")).toMatchObject([{ code: "old-001", sequence: 1 }]);
  }, 60_000);
});
