/** What a row of a table says. */

import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { coerceInputValue } from "graphql";
import { columnsOf } from "#kit/import/columns.ts";
import { judgeRows } from "#kit/import/judge-rows.ts";
import { createRowReader, type RowReading } from "#kit/import/read-row.ts";
import { planReading } from "#kit/import/reading-plan.ts";
import { recordInputs } from "#kit/import/record-inputs.ts";
import type { RecordContent, RecordInterface } from "#kit/records/record.ts";
import { departmentNamed, departments } from "../../../support/departments.ts";
import { measureRow } from "../../../support/tables.ts";

function read(row: Readonly<Record<string, string>>, interfaceName: RecordInterface = "Measure"): RowReading {
  const department = departmentNamed("welfare");
  const inputs = recordInputs(department, interfaceName);
  const columns = columnsOf(inputs);
  const { cells } = planReading(Object.keys(row), columns);
  return createRowReader(department, { inputs, columns, cells })(new Map(Object.entries(row)));
}

function contentOf(more: Readonly<Record<string, string>>) {
  const reading = read(measureRow("A-1", more));
  if (reading.kind !== "content") throw new Error(JSON.stringify(reading.faults));
  return reading.content;
}

function contractOf(more: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  return { ...contentOf(more).contract };
}

function faultsOf(row: Readonly<Record<string, string>>, interfaceName: RecordInterface = "Measure") {
  const reading = read(row, interfaceName);
  return reading.kind === "faulty" ? reading.faults.map(({ column, reason }) => [column, reason.code]) : [];
}

describe("a cell", () => {
  test.each<[string, string, string, unknown]>([
    ["pillar", "人材確保", "pillar", "SECURING"],
    ["pillar", "ＬＡＢＯＲ＿ｓａｖｉｎｇ", "pillar", "LABOR_SAVING"],
    ["pillar", "developing people", "pillar", "DEVELOPMENT"],
    ["officialName", "○", "officialName", true],
    ["正式名称", "いいえ", "officialName", false],
    ["talent_types", "主力人材；SUPPORT、高度人材", "talentTypes", ["CORE", "SUPPORT", "ADVANCED"]],
    ["talent_types", "なし", "talentTypes", []],
    ["start_fiscal_year", "令和８年度", "startFiscalYear", 2026],
    ["attested_fiscal_years", "R7;2026", "attestedFiscalYears", [2025, 2026]],
    ["areas", "富山県全域", "areas", ["16"]],
    ["areas", "富山市、１６２０２;162116", "areas", ["16201", "16202", "16211"]],
    ["industries", "農業，林業", "industries", ["A"]],
    ["industries", "care;85", "industries", ["854", "85"]],
    ["code", "Ｗ－００１", "code", "W-001"],
    ["summary_ja", "一行目\r\n二行目\t終わり\u0007", "summary", { ja: "一行目\n二行目 終わり" }],
    ["summary_ja", "=HYPERLINK(1)", "summary", { ja: "=HYPERLINK(1)" }],
  ])("%s with %j becomes %s %j", (heading, text, field, expected) => {
    expect(contractOf({ [heading]: text })).toMatchObject({ [field]: expected });
  });

  test("with a date, an amount, a rate and a number of the department's own is read in its trade's spelling", () => {
    const { contract, details } = contentOf({
      budgets_1_fiscal_year: "令和8年度",
      budgets_1_amount: "13,500千円",
      benefits_1_rate_percent: "６６．７％",
      benefits_1_cap: "1.5億円",
      held_on: "令和8年4月1日",
      quota_places: "１，０００",
    });

    expect(contract).toMatchObject({
      budgets: [{ fiscalYear: 2026, amount: 13_500_000 }],
      benefits: [{ ratePercent: 66.7, cap: 150_000_000 }],
    });
    expect(details).toEqual({ heldOn: "2026-04-01", quotaPlaces: 1000 });
  });

  test("that is empty says nothing, and one that says none says so", () => {
    const contract = contractOf({ areas: " ", benefits: "なし", call_periods: "" });

    expect(contract).not.toHaveProperty("areas");
    expect(contract).toHaveProperty("benefits", []);
    expect(contract).not.toHaveProperty("callPeriods");
  });

  test("with a source that is no web address is text all the same", () => {
    expect(contractOf({ sources_1_url: "seed document" })["sources"]).toEqual([{ url: "seed document" }]);
  });

  test("of a numbered entry may leave gaps, which close", () => {
    const contract = contractOf({ occupations_3_ja: "介護職", occupations_1_ja: "看護師", occupations_2_ja: "" });

    expect(contract["occupations"]).toEqual([{ ja: "看護師" }, { ja: "介護職" }]);
  });
});

describe("target groups", () => {
  test("are found by code, by name and by free label, and only free labels are kept", () => {
    const contract = contractOf({ target_groups: "NURSES；介護職員、foreign care workers" });

    expect(contract).toMatchObject({
      targetGroups: ["NURSES", "CARE_WORKERS", "FOREIGN_WORKERS"],
      originalLabels: [{ field: "targetGroups", text: "foreign care workers" }],
    });
  });

  test("keep a label together that has commas of its own", () => {
    const contract = contractOf({ target_groups: "farm, forestry and fishery employers, companies" });

    expect(contract["targetGroups"]).toEqual(["FARM_OPERATORS", "FORESTRY_EMPLOYERS", "COMPANIES"]);
  });

  test("that nobody knows are kept as original labels and told as a warning", () => {
    const reading = read(measureRow("A-1", { target_groups: "companies;宇宙飛行士" }));

    expect(reading).toMatchObject({
      kind: "content",
      content: {
        contract: { targetGroups: ["COMPANIES"], originalLabels: [{ field: "targetGroups", text: "宇宙飛行士" }] },
      },
      warnings: [{ column: "target_groups", value: "宇宙飛行士", reason: { code: "TARGET_LABEL_UNKNOWN" } }],
    });
  });

  test("of which none is known are unknown, not none", () => {
    expect(contractOf({ target_groups: "宇宙飛行士" })).not.toHaveProperty("targetGroups");
  });

  test("do not repeat a label that the row already states", () => {
    const stated = { original_labels_1_field: "targetGroups", original_labels_1_text: "hotels" };

    expect(contractOf({ ...stated, target_groups: "hotels" })["originalLabels"]).toEqual([
      { field: "targetGroups", text: "hotels" },
    ]);
  });
});

describe("a faulty row", () => {
  test("lists all its faults, each with its heading", () => {
    const row = {
      制度番号: "",
      事業名: "名称",
      柱: "第五の柱",
      対象地域: "富山市;アトランティス",
      予算1注記: "金額なし",
      開催日: "2026-02-30",
      出典1所在: "x",
    };

    expect(faultsOf(row)).toEqual([
      ["柱", "VALUE_NOT_IN_LIST"],
      ["対象地域", "VALUE_NOT_IN_LIST"],
      ["予算1 会計年度", "VALUE_MISSING"],
      ["予算1 金額", "VALUE_MISSING"],
      ["制度番号", "VALUE_MISSING"],
      ["開催日", "DATE_IMPOSSIBLE"],
    ]);
  });

  test("names the column that it lacks", () => {
    expect(faultsOf({ code: "A-1" })).toEqual([
      ["name_ja", "VALUE_MISSING"],
      ["sources_1_url", "VALUE_MISSING"],
    ]);
  });

  test.each([
    ["quota_places", "3000000000", "VALUE_REFUSED"],
    ["quota_places", "五人", "INTEGER_FORMAT"],
    ["areas", "Toyama", "VALUE_AMBIGUOUS"],
    ["code", "x".repeat(192), "CODE_INVALID"],
    ["benefits", "給付あり", "LIST_MARK_ONLY"],
    ["delivery_organisations_1_corporate_number", "1234567890123", "CORPORATE_NUMBER_INVALID"],
  ])("is one with %s %j: %s", (heading, text, code) => {
    const more = { ...measureRow("A-1"), delivery_organisations_1_name_ja: "法人", [heading]: text };

    expect(faultsOf(more)).toEqual([[heading, code]]);
  });

  test("says none and has entries all the same", () => {
    expect(faultsOf(measureRow("A-1", { benefits: "なし", benefits_1_kind: "金銭" }))).toEqual([
      ["benefits", "LIST_MARK_AND_ENTRIES"],
    ]);
  });

  test("has a kind that the department does not offer", () => {
    expect(faultsOf(measureRow("R-1", { kind: "EQUIPMENT_POOL" }), "TalentResource")).toEqual([
      ["kind", "KIND_NOT_OFFERED"],
    ]);
  });

  test("states an own field of another kind of resource", () => {
    const row = measureRow("R-1", { kind: "PLACEMENT_DESK", subsidy_cap: "5000", free_of_charge: "はい" });

    expect(faultsOf(row, "TalentResource")).toEqual([["subsidy_cap", "FIELD_OF_ANOTHER_KIND"]]);
  });

  test("shortens a long value", () => {
    const reading = read(measureRow("A-1", { pillar: "長".repeat(5000) }));

    expect(reading).toMatchObject({ kind: "faulty", faults: [{ value: `${"長".repeat(40)}…` }] });
  });
});

describe("a row that is read", () => {
  test.each(departments)("is what graphql-js makes of it as a mutation's variables: $code", async (department) => {
    const inputs = recordInputs(department, "Measure");
    const file = path.join(department.folder, "data/measures.csv");

    const contents: RecordContent[] = [];
    for await (const row of judgeRows({ department, interfaceName: "Measure", file, sheet: undefined, choices: {} })) {
      if (row.kind === "good") contents.push(row.content);
    }

    expect(contents).not.toEqual([]);
    for (const { contract, details } of contents) {
      expect(contract).toEqual(coerceInputValue(contract, inputs.contract));
      expect(details).toEqual(coerceInputValue(details, inputs.details));
    }
  });
});
