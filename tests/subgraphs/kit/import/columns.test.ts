/** What the headings of a table may be. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { HubError } from "#kit/errors.ts";
import { columnsOf } from "#kit/import/columns.ts";
import { createHeadingMatcher, foldHeading } from "#kit/import/match-heading.ts";
import { planReading } from "#kit/import/reading-plan.ts";
import { recordInputs } from "#kit/import/record-inputs.ts";
import { departmentNamed, departments } from "../../../support/departments.ts";

const welfare = columnsOf(recordInputs(departmentNamed("welfare"), "Measure"));

const tables = departments.flatMap((department) =>
  (["Measure", "TalentResource"] as const).map((interfaceName) => ({
    name: `${department.code} ${interfaceName}`,
    department,
    interfaceName,
    columns: columnsOf(recordInputs(department, interfaceName)),
  })),
);

describe("the columns of a table", () => {
  test.each(tables)("of $name have headings that mean one column each, in both languages together", ({ columns }) => {
    const meanings = columns.flatMap((column, index) => [
      [foldHeading(column.en), index] as const,
      [foldHeading(column.ja), index] as const,
    ]);

    const ambiguous = [...Map.groupBy(meanings, ([heading]) => heading)].filter(
      ([, group]) => new Set(group.map(([, index]) => index)).size > 1,
    );

    expect(ambiguous).toEqual([]);
  });

  test.each([
    ["code", "制度番号"],
    ["name_ja", "事業名"],
    ["name_en", "事業名（英語）"],
    ["owner_unit_name_ja", "所管 組織名"],
    ["owner_unit_parent_en", "所管 上位組織（英語）"],
    ["benefits_#_cap", "給付# 上限額"],
    ["benefits_#_eligible_costs_en", "給付# 対象経費（英語）"],
    ["occupations_#_ja", "職種#"],
    ["write_off_years", "免除までの勤務年数"],
  ])("call %s %s", (en, ja) => {
    expect(welfare.filter((column) => column.en === en).map((column) => column.ja)).toEqual([ja]);
  });

  test("leave out a tree, which has no fixed columns, and keep what stands beside it", () => {
    const eligibility = welfare.filter(({ path: steps }) => steps[0] === "eligibility").map(({ en }) => en);

    expect(eligibility).toEqual([
      "eligibility_human_text_ja",
      "eligibility_human_text_en",
      "eligibility_needs_human_check",
    ]);
  });

  test.each(tables)("of $name cover every heading of the example data", ({ department, interfaceName, columns }) => {
    const file = interfaceName === "Measure" ? "measures.csv" : "talent-resources.csv";
    const header = readFileSync(path.join(department.folder, "data", file), "utf8").split(/\r?\n/)[0] ?? "";

    const { cells: planned } = planReading(header.replace(/^\uFEFF/, "").split(","), columns);

    expect(planned).toHaveLength(header.split(",").length);
  });
});

describe("a heading", () => {
  const matcher = createHeadingMatcher(welfare);

  test.each([
    ["Benefits 2 Cap", ["benefits", 2, "cap"]],
    ["ＢＥＮＥＦＩＴＳ＿２＿ＣＡＰ", ["benefits", 2, "cap"]],
    ["給付２　上限額", ["benefits", 2, "cap"]],
    ["benefits.2.cap", ["benefits", 2, "cap"]],
    ["事業名(英語)", ["name", "en"]],
    ["writeOffYears", ["writeOffYears"]],
    ["給付", ["benefits"]],
  ])("%s is known whatever its width, case and joints", (heading, expected) => {
    expect(matcher.find(heading)?.path).toEqual(expected);
  });

  test.each(["benefits_0_cap", "benefits_100_cap", "benefits_cap", "", "名前"])("%p is not known", (heading) => {
    expect(matcher.find(heading)).toBeUndefined();
  });

  test("that is nearly right gets the right one suggested, with its number", () => {
    expect(matcher.suggest("benefit_3_capp")).toBe("benefits_3_cap");
    expect(matcher.suggest("給付3上限がく")).toBe("給付3 上限額");
  });

  test("that is like none gets no suggestion", () => {
    expect(matcher.suggest("ｘｙｚｚｙ")).toBeUndefined();
  });
});

describe("a header", () => {
  test("with an unknown heading is refused, and all unknown ones are named", () => {
    const plan = () => planReading(["code", "summery_ja", "memo"], welfare);

    expect(plan).toThrow(HubError);
    expect(plan).toThrow(/"summery_ja" \(did you mean "summary_ja"\?\), "memo"/);
    expect(plan).toThrow(/「summery_ja」（「summary_ja」では？）/);
  });

  test("with two headings for one field is refused", () => {
    expect(() => planReading(["name_ja", "事業名"], welfare)).toThrow(/name_ja, 事業名/);
  });

  test("may be mended with a map and with headings that are left out", () => {
    const choices = { map: new Map([["名称", "事業名"]]), ignore: ["備考"] };

    const { cells: planned } = planReading(["名称", "備考"], welfare, choices);

    expect(planned.map(({ heading, path: steps }) => [heading, ...steps])).toEqual([["名称", "name", "ja"]]);
  });

  test("may have the columns that say why rows were rejected", () => {
    expect(
      planReading(["code", "rejected_row", "rejected_reason_ja", "Rejected Reason EN"], welfare).cells,
    ).toHaveLength(1);
  });
});
