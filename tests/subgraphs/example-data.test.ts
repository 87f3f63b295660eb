/** The example data of the departments, held against the lists that they are made from. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "csv-parse/sync";
import { loadExampleData } from "#kit/import/example-data.ts";
import { judgeRows } from "#kit/import/judge-rows.ts";
import type { MeasureInput, RecordContent, RecordInterface, TalentResourceInput } from "#kit/records/record.ts";
import { describeOnDatabases } from "../support/databases.ts";
import { departments, openForTest } from "../support/departments.ts";
import { numbersIn, unfoundNumbers } from "../support/figures.ts";

type SourceRow = Readonly<Record<string, string>>;

interface Kept<Input> {
  readonly department: string;
  readonly contract: Input;
  readonly details: Readonly<Record<string, unknown>>;
}

function sourceRows(name: string): readonly SourceRow[] {
  const text = readFileSync(path.resolve(import.meta.dirname, "../fixtures/toyama", name), "utf8");
  return parse(text, { columns: true, bom: true });
}

async function contents(interfaceName: RecordInterface, file: string): Promise<Kept<RecordContent["contract"]>[]> {
  const kept: Kept<RecordContent["contract"]>[] = [];
  for (const department of departments) {
    const source = { department, interfaceName, file: path.join(department.folder, "data", file), sheet: undefined };
    for await (const row of judgeRows({ ...source, choices: {} })) {
      if (row.kind === "good") kept.push({ department: department.code, ...row.content });
    }
  }
  return kept;
}

const measures = (await contents("Measure", "measures.csv")) as Kept<MeasureInput>[];
const resources = (await contents("TalentResource", "talent-resources.csv")) as Kept<TalentResourceInput>[];
const measureSources = sourceRows("toyama-measures.csv");
const resourceSources = sourceRows("toyama-talent-resources.csv");

function split(cell: string | undefined): readonly string[] {
  return (cell ?? "")
    .split(";")
    .map((label) => label.trim())
    .filter((label) => label !== "");
}

function labelsOf({ contract }: Kept<MeasureInput | TalentResourceInput>): readonly string[] {
  return (contract.originalLabels ?? []).filter(({ field }) => field === "targetGroups").map(({ text }) => text);
}

describe("the measures", () => {
  const byName = Map.groupBy(measures, ({ contract }) => contract.name.ja);
  const pairs = measureSources.map((source) => ({ source, measure: byName.get(source["name_ja"] ?? "")?.[0] }));

  test("are the 226 of the list, each once and with a code of its own", () => {
    expect(measureSources).toHaveLength(226);
    expect(measures).toHaveLength(226);
    expect(new Set(measures.map(({ contract }) => contract.code)).size).toBe(226);
    expect(measures.map(({ contract }) => contract.name.ja).sort()).toEqual(
      measureSources.map((source) => source["name_ja"]).sort(),
    );
  });

  test("keep name, source, standing of the name, year, budget and facts, in the department that the list names", () => {
    const kept = pairs.map(({ measure }) => ({
      department: measure?.department,
      name: measure?.contract.name,
      official: measure?.contract.officialName,
      summary: measure?.contract.summary?.en,
      urls: measure?.contract.sources.map(({ url }) => url),
      years: measure?.contract.attestedFiscalYears,
      budgets: (measure?.contract.budgets ?? []).map(({ amount }) => amount),
    }));

    expect(kept).toEqual(
      measureSources.map((source) => ({
        department: source["hub_department"],
        name: { ja: source["name_ja"], en: source["name_en"] },
        official: source["official_name"] === "yes",
        summary: source["facts"] || undefined,
        urls: [source["source_url"]],
        years: source["fiscal_year"] ? [Number(source["fiscal_year"])] : undefined,
        budgets: source["budget_kyen"] ? [Number(source["budget_kyen"]) * 1000] : [],
      })),
    );
  });

  test("keep every label of the people they address", () => {
    const lost = pairs.flatMap(({ source, measure }) =>
      split(source["target_groups"]).filter((label) => !measure || !labelsOf(measure).includes(label)),
    );

    expect(lost).toEqual([]);
  });

  test("say every number of their facts in the Japanese summary or in a field", () => {
    const lost = pairs.flatMap(({ source, measure }) => unfoundNumbers(source["facts"] ?? "", measure));

    expect(lost).toEqual([]);
  });
});

describe("the talent resources", () => {
  const byName = new Map(resources.map((resource) => [resource.contract.name.ja, resource]));
  const pairs = resourceSources.map((source) => ({ source, resource: byName.get(source["name_ja"] ?? "") }));

  test("are the 26 of the list, each with a code of its own", () => {
    expect(resources).toHaveLength(26);
    expect(new Set(resources.map(({ contract }) => contract.code)).size).toBe(26);
    expect([...byName.keys()].sort()).toEqual(resourceSources.map((source) => source["name_ja"]).sort());
  });

  test("keep name, operator, source and facts", () => {
    const kept = pairs.map(({ resource }) => ({
      en: resource?.contract.name.en,
      operator: resource?.contract.operator?.ja,
      summary: resource?.contract.summary?.en,
      urls: resource?.contract.sources.map(({ url }) => url),
    }));

    expect(kept).toEqual(
      resourceSources.map((source) => ({
        en: source["name_en"],
        operator: source["operator"],
        summary: source["facts"],
        urls: [source["source_url"]],
      })),
    );
  });

  test("keep every label of the people they address", () => {
    const lost = pairs.flatMap(({ source, resource }) => {
      const kept = resource ? labelsOf(resource) : [];
      return split(source["target"]).filter((label) => !kept.includes(label) && !kept.includes(source["target"] ?? ""));
    });

    expect(lost).toEqual([]);
  });

  test("say every number of their facts in the Japanese summary or in a field", () => {
    const lost = pairs.flatMap(({ source, resource }) => unfoundNumbers(source["facts"] ?? "", resource));

    expect(lost).toEqual([]);
  });
});

describe("a number in the facts", () => {
  test.each<[string, readonly number[]]>([
    ["16.7 billion yen in FY2026", [16_700_000_000, 2026]],
    ["1,140 hours; two-thirds; 62 workers", [1140, 62]],
    ["up to 5 million yen", [5_000_000]],
    ["15 to 40 thousand yen", [15_000, 40_000]],
    ["from 3 to 9 persons", [3, 9]],
  ])("of %j is read as %j", (text, expected) => {
    expect(numbersIn(text)).toEqual(expected);
  });
});

describeOnDatabases("loading the example data", (testDatabase) => {
  test("fills a department that never had a record, without a rejected row, and only once", async () => {
    const settings = testDatabase.newSettings();
    let loaded = 0;
    for (const department of departments) {
      const { stores, database } = await openForTest(department, settings);

      const reports = await loadExampleData(department, stores, database);
      const again = await loadExampleData(department, stores, database);

      expect(reports).toMatchObject([{ rejected: 0 }, { rejected: 0 }]);
      const warned = reports.flatMap(({ warningList }) => warningList.map(({ value, reason }) => [reason.code, value]));
      expect(warned.filter((each) => each.join() !== "SOURCE_NO_ADDRESS,seed document")).toEqual([]);
      expect(again).toEqual([]);
      loaded += reports.reduce((sum, { created }) => sum + created, 0);
    }
    expect(loaded).toBe(226 + 26);
  });
});
