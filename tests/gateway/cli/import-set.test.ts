/** `--set`: a value that a person gives once for all rows which state none. */
import { beforeEach, describe, expect, test } from "@jest/globals";
import { openDepartmentDatabase } from "#kit/records/stores.ts";
import { measureTable } from "#kit/records/tables.ts";
import type { Settings } from "#kit/settings.ts";
import { databases } from "../../support/databases.ts";
import { departmentNamed } from "../../support/departments.ts";
import { measureRow, writeTable } from "../../support/tables.ts";
import { jinkatsu } from "./command-line.ts";

let settings: Settings;

beforeEach(() => {
  settings = databases[0].newSettings();
});

async function stored(): Promise<readonly object[]> {
  const database = await openDepartmentDatabase(departmentNamed("welfare"), settings);
  const rows = await database.reader.find(measureTable.entity, { order: { code: "ASC" } });
  await database.close();
  return rows;
}

const set = (...pairs: readonly string[]) => pairs.flatMap((pair) => ["--set", pair]);

describe("a value that is given for all rows", () => {
  test("is taken where a row states none, in Japanese or English, as a cell of that field is", async () => {
    const file = writeTable([measureRow("A"), measureRow("B", { 開始年度: "令和6年度", 柱: "不明" })]);

    const { code } = await jinkatsu(settings, ["import", "welfare", file, ...set("開始年度=R8", "pillar=人材確保")]);

    expect(code).toBe(0);
    expect(await stored()).toMatchObject([
      { code: "A", startFiscalYear: 2026, pillar: "SECURING" },
      { code: "B", startFiscalYear: 2024, pillar: "SECURING" },
    ]);
  });

  test("may have a = of its own", async () => {
    const file = writeTable([measureRow("A")]);

    await jinkatsu(settings, ["import", "welfare", file, ...set("summary_ja=補助率=2分の1")]);

    expect(await stored()).toMatchObject([{ summary: { ja: "補助率=2分の1" } }]);
  });

  test("is the last one where two are given for one field", async () => {
    const file = writeTable([measureRow("A")]);

    await jinkatsu(settings, ["import", "welfare", file, ...set("開始年度=令和6年度", "開始年度=令和8年度")]);

    expect(await stored()).toMatchObject([{ startFiscalYear: 2026 }]);
  });

  test("counts in a dry run too, and writes nothing", async () => {
    const { sources_1_url: _, ...row } = measureRow("A");
    const file = writeTable([row]);
    const dry = ["import", "welfare", file, "--dry-run"];

    const without = await jinkatsu(settings, dry);
    const given = await jinkatsu(settings, [...dry, ...set("sources_1_url=https://example.jp/")]);

    expect([without.code, given.code]).toEqual([1, 0]);
    expect(await stored()).toEqual([]);
  });

  test.each([
    ["a field that nobody knows", "開始時期=令和8年度", 3, "開始時期"],
    ["a value that the field does not take", "開始年度=来年", 3, '--set "開始年度=来年"'],
    ["no value", "開始年度=", 2, '"field=value"'],
    ["no field", "=令和8年度", 2, '"field=value"'],
    ["neither", "開始年度", 2, '"field=value"'],
  ])("is refused before anything is imported where it has %s", async (_, pair, code, said) => {
    const file = writeTable([measureRow("A")]);

    const refused = await jinkatsu(settings, ["import", "welfare", file, ...set(pair)]);

    expect(refused).toMatchObject({ code, output: "", notes: expect.stringContaining(said) });
    expect(await stored()).toEqual([]);
  });
});
