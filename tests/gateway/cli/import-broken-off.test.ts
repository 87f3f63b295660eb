/** `jinkatsu import` on a disk that fills up in the middle, as a person or a script meets it. */
import { describe, expect } from "@jest/globals";
import { databases } from "../../support/databases.ts";
import { numbered } from "../../support/sample-records.ts";
import { enlargeDisk, mountSmallDisk, testWithSmallDisk } from "../../support/small-disk.ts";
import { measureRow, writeTable } from "../../support/tables.ts";
import { jinkatsu } from "./command-line.ts";

const rows = 6_000;
const summary = "概要".repeat(100);

describe("jinkatsu import on a disk that fills up", () => {
  testWithSmallDisk(
    "tells what is stored, for people and for programs, and completes it when there is room",
    async () => {
      const dataFolder = mountSmallDisk(12) ?? "";
      const settings = { ...databases[0].newSettings(), dataFolder, databaseUrl: undefined };
      const file = writeTable(numbered(rows).map((code) => measureRow(code, { summary_ja: summary })));

      const first = await jinkatsu(settings, ["import", "welfare", file, "--json"]);
      const report = JSON.parse(first.output);
      const second = await jinkatsu(settings, ["import", "welfare", file]);
      enlargeDisk(dataFolder, 200);
      const third = await jinkatsu(settings, ["import", "welfare", file, "--json"]);

      expect([first.code, second.code, third.code]).toEqual([3, 3, 0]);
      expect(report).toMatchObject({ state: "written", interruption: { code: "IMPORT_BROKEN_OFF" } });
      expect(report.created).toBeGreaterThan(0);
      expect(report.created).toBeLessThan(rows);
      expect(second.output).toContain("imported in part only");
      expect(second.output).toContain(`unchanged ${report.created}`);
      expect(second.output).toMatch(/\d+ rows are in the database. The same file can be given again/);
      expect(second.output).not.toMatch(/nothing (was|has) changed/i);
      const { created, unchanged } = JSON.parse(third.output);
      expect(created + unchanged).toBe(rows);
      expect(unchanged).toBeGreaterThanOrEqual(report.created);
    },
    400_000,
  );
});
