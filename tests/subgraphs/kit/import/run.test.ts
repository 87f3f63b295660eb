/** What an import does to a department's records. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, expect, test } from "@jest/globals";
import { type ImportOptions, importTable } from "#kit/import/run.ts";
import type { Settings } from "#kit/settings.ts";
import { describeOnDatabases } from "../../../support/databases.ts";
import { departmentNamed, type OpenDepartment, openForTest } from "../../../support/departments.ts";
import { numbered } from "../../../support/sample-records.ts";
import { csvText, measureRow, type TableRows, writeFileFor, writeTable } from "../../../support/tables.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { startWriter } from "../../../support/writer-process.ts";

const bad = measureRow("BAD", { pillar: "第五の柱" });

describeOnDatabases("an import", (testDatabase) => {
  let welfare: OpenDepartment;
  let settings: Settings;

  beforeEach(async () => {
    settings = testDatabase.newSettings();
    welfare = await openForTest(departmentNamed("welfare"), settings);
  });

  function importRows(rows: TableRows, options: Partial<ImportOptions> = {}) {
    return importFile(writeTable(rows), options);
  }

  function importFile(file: string, options: Partial<ImportOptions> = {}) {
    const { department, stores, database } = welfare;
    return importTable(department, stores, database, file, { interfaceName: "Measure", ...options });
  }

  async function stored() {
    const { data } = await welfare.ask(
      "{ welfareMeasures(first: 100) { totalCount nodes { code version lifecycle name { ja } } } }",
    );
    return data.welfareMeasures;
  }

  async function lifecycles(): Promise<unknown> {
    const { nodes } = await stored();
    return nodes.map(({ code, lifecycle }: { code: string; lifecycle: string }) => [code, lifecycle]);
  }

  test("creates, leaves alone and changes: once more with one row changed makes one new version", async () => {
    const first = await importRows([measureRow("A"), measureRow("B")]);
    const again = await importRows([measureRow("A"), measureRow("B")]);
    const third = await importRows([measureRow("A"), measureRow("B", { name_ja: "新しい名" })]);

    expect(first).toMatchObject({ rows: 2, created: 2, changed: 0, unchanged: 0, rejected: 0 });
    expect(again).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
    expect(third).toMatchObject({ created: 0, changed: 1, unchanged: 1 });
    expect(await stored()).toMatchObject({
      nodes: [
        { code: "A", version: 1 },
        { code: "B", version: 2, name: { ja: "新しい名" } },
      ],
    });
  });

  test("rejects a bad row with its place and reason and takes the others", async () => {
    const report = await importRows([measureRow("A"), bad, measureRow("C")]);

    expect(report).toMatchObject({
      created: 2,
      rejected: 1,
      faults: [{ row: 3, column: "pillar", value: "第五の柱", reason: { code: "VALUE_NOT_IN_LIST" } }],
    });
  });

  test("rejects the second row of a code and names the first", async () => {
    const report = await importRows([measureRow("A"), measureRow("Ａ", { name_ja: "別の名" })]);

    expect(report).toMatchObject({
      created: 1,
      rejected: 1,
      faults: [{ row: 3, column: "code", reason: { en: expect.stringContaining("row 2") } }],
    });
  });

  test("of all or nothing writes nothing if one row is bad", async () => {
    const report = await importRows([measureRow("A"), bad], { allOrNothing: true });

    expect(report).toMatchObject({ state: "refused", rejected: 1 });
    expect(await stored()).toMatchObject({ totalCount: 0 });
  });

  test("of all or nothing writes everything if all rows are good", async () => {
    const report = await importRows(
      numbered(600).map((code) => measureRow(code)),
      { allOrNothing: true },
    );

    expect(report).toMatchObject({ state: "written", created: 600 });
    expect(await stored()).toMatchObject({ totalCount: 600 });
  });

  test("that runs dry says what would happen and writes nothing", async () => {
    await importRows([measureRow("A"), measureRow("B"), measureRow("C")]);

    const report = await importRows([measureRow("A"), measureRow("B", { name_ja: "新" }), measureRow("D")], {
      dryRun: true,
      replace: true,
    });

    expect(report).toMatchObject({ state: "preview", created: 1, changed: 1, unchanged: 1, ended: 1 });
    expect(await lifecycles()).toEqual([
      ["A", null],
      ["B", null],
      ["C", null],
    ]);
  });

  test.each([{ allOrNothing: false }, { allOrNothing: true }])(
    "that replaces ends what the table lacks and withdraws nothing (%o)",
    async (how) => {
      await importRows([measureRow("A"), measureRow("B", { write_off_years: "5" })]);

      const report = await importRows([measureRow("A")], { replace: true, ...how });
      const again = await importRows([measureRow("A")], { replace: true, ...how });

      expect(report).toMatchObject({ unchanged: 1, ended: 1 });
      expect(again).toMatchObject({ unchanged: 1, ended: 0 });
      const { data } = await welfare.ask("{ welfareMeasures { nodes { code lifecycle writeOffYears } } }");
      expect(data.welfareMeasures.nodes).toEqual([
        { code: "A", lifecycle: null, writeOffYears: null },
        { code: "B", lifecycle: "ENDED", writeOffYears: 5 },
      ]);
    },
  );

  test("that replaces ends nothing if a row was rejected, and says so", async () => {
    await importRows([measureRow("A"), measureRow("B")]);

    const report = await importRows([measureRow("A"), bad], { replace: true });

    expect(report).toMatchObject({ ended: 0, rejected: 1, replaceSkipped: true });
    expect(await lifecycles()).toEqual([
      ["A", null],
      ["B", null],
    ]);
  });

  test("that replaces everything by nothing is refused", async () => {
    await importRows([measureRow("A")]);

    await expect(importFile(writeFileFor("empty.csv", "code,name_ja\n"), { replace: true })).rejects.toMatchObject({
      code: "REPLACE_NOTHING",
    });
    expect(await lifecycles()).toEqual([["A", null]]);
  });

  test("writes rejected rows to a file that can be corrected there and imported again", async () => {
    const rejectedFile = path.join(temporaryFolder(), "rejected.csv");
    const risky = measureRow("A", { pillar: "第五の柱", name_ja: "=1+1", summary_ja: "二行の\n概要" });

    await importRows([risky, measureRow("B")], { rejectedFile });
    const written = readFileSync(rejectedFile, "utf8");
    const corrected = writeFileFor("corrected.csv", written.replace("第五の柱", "人材確保"));
    const report = await importFile(corrected);

    expect(written).toContain("'=1+1");
    expect(written).toContain("rejected_reason_ja");
    expect(written).not.toContain("施策B");
    expect(report).toMatchObject({ created: 1, rejected: 0 });
    expect((await stored()).nodes[0]).toMatchObject({ code: "A", name: { ja: "=1+1" } });
  });

  test("leaves no file where no row was rejected", async () => {
    const rejectedFile = path.join(temporaryFolder(), "rejected.csv");

    const report = await importRows([measureRow("A")], { rejectedFile });

    expect(report).not.toHaveProperty("rejectedFile");
    expect(existsSync(rejectedFile)).toBe(false);
  });

  test("of a file whose end cannot be read takes the rows before it and says where it stopped", async () => {
    const rows = numbered(300).map((code) => measureRow(code, { summary_ja: "長い概要。".repeat(60) }));
    const file = writeFileFor("torn.csv", `${csvText(rows)}"B,"x\r\n`);

    const whole = await importFile(file, { allOrNothing: true });
    const nothing = await stored();
    const report = await importFile(file);

    expect(whole).toMatchObject({ state: "refused" });
    expect(nothing).toMatchObject({ totalCount: 0 });
    expect(report.interruption).toMatchObject({ code: "TABLE_QUOTE", en: expect.stringContaining("row 302") });
    expect(report.created).toBeGreaterThan(0);
    expect(await stored()).toMatchObject({ totalCount: report.created });
  });

  test("rejects a row whose code belongs to a resource of another kind", async () => {
    const resource = (kind: string) => [{ ...measureRow("R"), kind }];
    await importRows(resource("PLACEMENT_DESK"), { interfaceName: "TalentResource" });

    const report = await importRows(resource("TRAINING_PLACE"), { interfaceName: "TalentResource" });
    const dry = await importRows(resource("TRAINING_PLACE"), { interfaceName: "TalentResource", dryRun: true });

    const rejected = {
      changed: 0,
      rejected: 1,
      faults: [{ row: 2, column: "kind", reason: { code: "KIND_CHANGED" } }],
    };
    expect(report).toMatchObject(rejected);
    expect(dry).toMatchObject(rejected);
  });

  test("goes on while the department writes in another process, and neither loses a record", async () => {
    const writer = startWriter(settings, "live", 30);
    await writer.until(1);

    const report = await importRows(numbered(800, "table").map((code) => measureRow(code)));

    expect(await writer.ended).toEqual({ code: 0, errors: "" });
    expect(report).toMatchObject({ created: 800 });
    expect(await stored()).toMatchObject({ totalCount: 830 });
  });

  test("puts every change into the feed in order, without a gap", async () => {
    await importRows(numbered(600).map((code) => measureRow(code)));
    await importRows(numbered(600).map((code) => measureRow(code, { name_ja: `新${code}` })));

    const { data } = await welfare.ask("{ changes(after: 0, first: 1000) { last changes { sequence version } } }");

    expect(data.changes.last).toBe(1200);
    expect(data.changes.changes.map(({ sequence }: { sequence: number }) => sequence)).toEqual(
      Array.from({ length: 1000 }, (_, index) => index + 1),
    );
  });
});
