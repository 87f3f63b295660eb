/** An import whose database dies in the middle tells what is stored, and can be given the same file again. */
import { describe, expect, test } from "@jest/globals";
import { importTable } from "#kit/import/run.ts";
import { databases } from "../../../support/databases.ts";
import { departmentNamed, type OpenDepartment, openForTest } from "../../../support/departments.ts";
import { describeWithServerProgram, startOwnServer } from "../../../support/own-database-server.ts";
import { numbered } from "../../../support/sample-records.ts";
import { measureRow, writeTable } from "../../../support/tables.ts";

const welfare = departmentNamed("welfare");
const rows = 3_000;
const bad = measureRow("BAD", { pillar: "第五の柱" });

function importRows(
  { department, stores, database }: OpenDepartment,
  file: string,
  onBatch = () => undefined as unknown,
) {
  let batches = 0;
  return importTable(department, stores, database, file, {
    interfaceName: "Measure",
    rejectedFile: `${file}.rejected.csv`,
    replace: true,
    onProgress: () => {
      batches += 1;
      if (batches === 2) onBatch();
    },
  });
}

async function countStored({ database }: OpenDepartment): Promise<number> {
  const [row]: { n: number }[] = await database.reader.query("SELECT COUNT(*) AS n FROM measure");
  return Number(row?.n);
}

const table = () => writeTable([bad, ...numbered(rows, "code").map((code) => measureRow(code))]);

describe("an import into SQLite without room", () => {
  test("tells how many rows are stored, and the same file completes it", async () => {
    const hub = await openForTest(welfare, databases[0].newSettings());
    const file = table();
    const limit = (pages: number) =>
      hub.database.transaction((manager) => manager.query(`PRAGMA max_page_count = ${pages}`));

    const report = await importRows(hub, file, () => limit(1));

    expect(report.interruption).toMatchObject({
      code: "IMPORT_BROKEN_OFF",
      en: expect.stringContaining(`${report.created} rows are in the database`),
      ja: expect.stringContaining(`${report.created} 行`),
    });
    expect(report).toMatchObject({ state: "written", rejected: 1, rejectedFile: `${file}.rejected.csv`, ended: 0 });
    expect(report.created).toBeGreaterThanOrEqual(1_000);
    expect(report.created).toBeLessThan(rows);
    expect(await countStored(hub)).toBe(report.created);
    await limit(1_000_000);
    const again = await importRows(hub, file);
    expect(again).toMatchObject({ created: rows - report.created, unchanged: report.created });
    expect(again).not.toHaveProperty("interruption");
  }, 400_000);
});

describeWithServerProgram("an import into a MySQL server that is killed", () => {
  test("tells how many rows are stored, and the same file completes it", async () => {
    const server = await startOwnServer();
    const settings = { ...databases[0].newSettings(), databaseUrl: `${server.url}/own` };
    const hub = await openForTest(welfare, settings);
    const file = table();

    const report = await importRows(hub, file, () => void server.kill());

    expect(report.interruption).toMatchObject({ code: "IMPORT_BROKEN_OFF" });
    expect(report.interruption?.en).toContain(`${report.created} rows are in the database`);
    await server.restart();
    const stored = await countStored(hub);
    // A commit may have been on its way when the server died, and then it is told that this is not known.
    const isKnown = !report.interruption?.en.includes("COMMIT_UNKNOWN");
    expect(isKnown ? [report.created] : [report.created, report.created + 500]).toContain(stored);
    expect(await importRows(hub, file)).toMatchObject({ created: rows - stored, unchanged: stored });
  }, 400_000);
});
