/** What is written as a workbook, opened and saved in LibreOffice, and imported again, changes nothing. */

import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Department } from "#kit/department/definition.ts";
import { ownFieldsOf } from "#kit/department/own-fields.ts";
import { divideExpressible } from "#kit/import/expressible.ts";
import { judgeRows } from "#kit/import/judge-rows.ts";
import { recordInputs } from "#kit/import/record-inputs.ts";
import { writeRecordWorkbook } from "#kit/import/record-workbook.ts";
import type { MeasureInput, RecordContent, RecordInterface } from "#kit/records/record.ts";
import { arbitraryInput } from "../../../support/arbitrary-input.ts";
import { departmentNamed, departments } from "../../../support/departments.ts";
import { contentOf } from "../../../support/sample-records.ts";
import { convertSheet, describeWithSpreadsheet } from "../../../support/spreadsheet.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

async function readRecords(department: Department, interfaceName: RecordInterface, file: string) {
  const records = new Map<string, unknown>();
  const faults: unknown[] = [];
  for await (const row of judgeRows({ department, interfaceName, file, sheet: undefined, choices: {} })) {
    if (row.kind === "good") records.set(row.content.contract.code, statedIn(row.content));
    if (row.kind === "bad") faults.push(row.faults);
  }
  return { records, faults };
}

/** Written as a workbook, and saved by the spreadsheet program. */
async function saved(department: Department, interfaceName: RecordInterface, records: readonly RecordContent[]) {
  const file = path.join(temporaryFolder(), "records.xlsx");
  writeFileSync(file, await writeRecordWorkbook({ department, interfaceName, language: "ja", records }));
  return convertSheet(file, "xlsx");
}

async function contentsOf(department: Department, interfaceName: RecordInterface): Promise<readonly RecordContent[]> {
  const name = interfaceName === "Measure" ? "measures.csv" : "talent-resources.csv";
  const file = path.join(department.folder, "data", name);
  const contents: RecordContent[] = [];
  for await (const row of judgeRows({ department, interfaceName, file, sheet: undefined, choices: {} })) {
    if (row.kind === "good") contents.push(row.content);
  }
  return contents;
}

function byCode(records: readonly RecordContent[]): ReadonlyMap<string, unknown> {
  return new Map(records.map((record) => [record.contract.code, statedIn(record)]));
}

/** Without what is null, which says nothing. */
function statedIn(content: RecordContent): unknown {
  return JSON.parse(JSON.stringify(content, (_, value: unknown) => (value === null ? undefined : value)));
}

describeWithSpreadsheet("the way through LibreOffice and back", () => {
  test.each(
    departments.flatMap((department) =>
      (["Measure", "TalentResource"] as const).map((name) => [department.code, name] as const),
    ),
  )("changes nothing of the records of %s: %s", async (code, interfaceName) => {
    const department = departmentNamed(code);
    const records = await contentsOf(department, interfaceName);

    const { expressible, others } = divideExpressible(department, interfaceName, records);
    const { records: read, faults } = await readRecords(
      department,
      interfaceName,
      await saved(department, interfaceName, records),
    );

    expect(others).toEqual([]);
    expect(expressible.length).toBeGreaterThan(4);
    expect(faults).toEqual([]);
    expect(read).toEqual(byCode(records));
  });

  test("changes nothing of measures with any values in every kind of field", async () => {
    const department = departmentNamed("welfare");
    const records = generated(department);

    const { expressible } = divideExpressible(department, "Measure", records);
    const { records: read, faults } = await readRecords(
      department,
      "Measure",
      await saved(department, "Measure", expressible),
    );

    expect(expressible.length).toBeGreaterThan(records.length / 4);
    expect(faults).toEqual([]);
    expect(read).toEqual(byCode(expressible));
  });
});

/** Texts that a spreadsheet likes to take for something else. */
const mistakable = fc.constantFrom(
  "=1+1",
  "1/2",
  "2026/4/1",
  "00123",
  "TRUE",
  "1e5",
  "'a",
  "+81-76",
  "_x000D_",
  "50%",
  "一\n二",
  "@x",
  "①髙﨑",
);

function generated(department: Department): readonly RecordContent[] {
  const inputs = recordInputs(department, "Measure");
  const own = ownFieldsOf(department.sdl).get("WelfareMeasure") ?? [];
  const sources = fc.array(fc.record({ url: fc.webUrl(), title: mistakable }), { minLength: 1, maxLength: 3 });
  const chosen = {
    code: fc.constant("x"),
    predecessorCode: fc.constant(null),
    eligibility: fc.constant(null),
    name: fc.record({ ja: mistakable, en: fc.option(mistakable) }),
    sources,
  };
  const records = fc.record({
    contract: arbitraryInput(inputs.contract, chosen) as fc.Arbitrary<MeasureInput>,
    details: arbitraryInput(inputs.details) as fc.Arbitrary<Readonly<Record<string, unknown>>>,
  });
  return fc.sample(records, { numRuns: 200, seed: 20_261_201 }).map(({ contract, details }, index) => {
    const ofThisType = Object.entries(details).filter(([name]) => [...own].includes(name));
    return contentOf(department, { ...contract, code: `G-${index}` }, Object.fromEntries(ofThisType));
  });
}
