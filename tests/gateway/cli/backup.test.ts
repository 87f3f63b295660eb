import path from "node:path";
import { expect, test } from "@jest/globals";
import type { Settings } from "#kit/settings.ts";
import type { Json } from "../../support/ask.ts";
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

    expect(backup).toMatchObject({ code: 0, notes: "", output: expect.stringContaining("welfare: 19 tables, 5 rows") });
    expect(refused.code).toBe(3);
    expect(JSON.parse(refused.output).error).toMatchObject({ code: "RESTORE_TARGET_TAKEN" });
    expect(between.output).toContain("welfare: 19 tables, 9 rows");
    expect(restored).toMatchObject({ code: 0, notes: "", output: expect.stringContaining("戻しました") });
    expect(await feedOf(settings, "welfare")).toMatchObject([{ code: "old-001", sequence: 1 }]);
  }, 400_000);

  /** By processes of their own, for the same reason. */
  const operate = async (settings: Settings, ...args: readonly string[]) =>
    (await jinkatsu(settings, ["department", ...args])).output;
  const issue = async (settings: Settings, label: string) => {
    const who = ["--responsible", "0123456789abcdef", "--label", label];
    return JSON.parse(await operate(settings, "token", "sea", ...who, "--json"));
  };

  test("leave revoked what was revoked since, and say nothing of what holds as before", async () => {
    const settings = newSettings();
    const file = path.join(temporaryFolder(), "tokens.backup.gz");
    await operate(settings, "admit", "sea");
    const [stolen, good, old] = [
      await issue(settings, "stolen"),
      await issue(settings, "good"),
      await issue(settings, "old"),
    ];
    await jinkatsu(settings, ["backup", file]);
    await operate(settings, "revoke", stolen.id);
    await operate(settings, "rotate", old.id, "--overlap", "1s");

    const restored = await jinkatsu(settings, ["restore", file, "--replace", "--json"]);
    const rows: Json[] = JSON.parse(await operate(settings, "tokens", "sea", "--json"));

    expect(JSON.parse(restored.output)).toMatchObject({ revived: [] });
    const [one, two, three] = [stolen, good, old].map(({ id }) => rows.find((row) => row.id === id));
    expect([one.revokedAt === null, two.revokedAt === null, two.expiresAt === good.expiresAt]).toEqual([
      false,
      true,
      true,
    ]);
    expect(three.expiresAt < old.expiresAt).toBe(true);
  }, 400_000);

  test("name the tokens that hold again where the registry was lost, and the list of revocations that is in no backup", async () => {
    const [settings, elsewhere] = [newSettings(), newSettings()];
    const file = path.join(temporaryFolder(), "lost.backup.gz");
    await operate(settings, "admit", "sea");
    const { id } = await issue(settings, "ci\u001b[2J\u202e");
    await jinkatsu(settings, ["backup", file]);

    const restored = await jinkatsu(elsewhere, ["restore", file, "--lang", "en"]);

    expect(restored.code).toBe(0);
    expect(restored.notes).toContain(`  ${id}  sea  ci\\u{1b}[2J\\u{202e}\n`);
    expect(restored.notes).toContain("There is no revoked-tokens.jsonl in ");
  }, 400_000);
});
