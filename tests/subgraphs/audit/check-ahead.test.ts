import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { jinkatsu } from "../../gateway/cli/command-line.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { officeWorkbook } from "../../support/office-workbook.ts";
import { industryMember, openAuditHouse } from "./audit-house.ts";
import { careCourse, careTraining, others, snowClearing } from "./measures.ts";

const mutation = `mutation ($measure: MeasureInput!, $department: DepartmentCode!) {
  previewMeasure(measure: $measure, department: $department) {
    alike { class areas targets existing { code department measure { id } } evidence { shared waterfall { bits } } bits }
  }
}`;

const table = [
  "code,name_ja,summary_ja,target_groups,areas,sources_1_url",
  "I-1,介護職員向け初任者研修の受講料助成,介護事業所の介護職員が初任者研修を受講する費用を助成する。,CARE_WORKERS,16,https://example.jp/",
  "I-5,港の除染,港の泥をさらう。,,16,https://example.jp/",
];

describeOnDatabases("the check ahead of a measure that is only planned", (database) => {
  test("tells a department what exists like it, where, for whom and why, and saves nothing", async () => {
    const house = await openAuditHouse(database.newSettings());
    await house.save("welfare", careTraining, ...others);
    await house.save("industry", snowClearing);
    await house.audit.pullNow();

    const asked = { measure: careCourse, department: "industry" };
    const { previewMeasure } = await house.ask(mutation, asked, industryMember);

    const [first, ...more] = previewMeasure.alike;
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      class: "OVERLAP",
      areas: ["富山県"],
      targets: ["介護職員"],
      existing: { code: "W-1", department: "welfare" },
    });
    expect(first.evidence.shared.join()).toContain("初任者研修");
    const bits = first.evidence.waterfall.reduce((sum: number, step: { readonly bits: number }) => sum + step.bits, 0);
    expect(bits).toBeCloseTo(first.bits, 9);
    await house.audit.pullNow();
    expect(
      (await house.ask("{ overlapMatrix { snapshot { measureCount } } }")).overlapMatrix.snapshot.measureCount,
    ).toBe(8);
  });

  test("is no finding about the measure itself when it is changed", async () => {
    const house = await openAuditHouse(database.newSettings());
    await house.save("welfare", ...others);
    await house.save("industry", careCourse, snowClearing);
    await house.audit.pullNow();

    const { previewMeasure } = await house.ask(mutation, { measure: careCourse, department: "industry" });

    expect(previewMeasure.alike).toEqual([]);
  });

  test("is made of a whole table by jinkatsu import --check", async () => {
    const house = await openAuditHouse(database.newSettings());
    const file = path.join(house.settings.dataFolder, "planned.csv");
    writeFileSync(file, table.join("\n"));
    const early = await jinkatsu(house.settings, ["import", "industry", file, "--check"]);
    await house.save("welfare", careTraining, ...others);
    await house.save("industry", snowClearing);
    await house.audit.pullNow();

    const found = await jinkatsu(house.settings, ["import", "industry", file, "--check"]);
    const json = await jinkatsu(house.settings, ["import", "industry", file, "--check", "--json"]);

    expect([early.code, early.notes]).toEqual([3, expect.stringContaining("knows of no measures yet")]);
    expect(found.code).toBe(1);
    expect(found.output).toMatch(
      /I-1 介護職員向け初任者研修の受講料助成\n {2}overlap \d+\.\d W-1 .*welfare 富山県; 介護職員.*shared: /,
    );
    expect(found.notes).toContain("1 of 2 rows are like something that exists. Nothing was imported.");
    expect(
      JSON.parse(json.output).rows.map(({ code, alike }: { code: string; alike: unknown[] }) => [code, alike.length]),
    ).toEqual([
      ["I-1", 1],
      ["I-5", 0],
    ]);
    await house.audit.pullNow();
    expect(
      (await house.ask("{ overlapMatrix { snapshot { measureCount } } }")).overlapMatrix.snapshot.measureCount,
    ).toBe(8);
  }, 400_000);

  test("of a workbook says which sheet it read and what is hidden, where the headings are, and of what it doubts", async () => {
    const house = await openAuditHouse(database.newSettings());
    await house.save("welfare", careTraining, ...others);
    await house.audit.pullNow();
    const file = path.join(house.settings.dataFolder, "planned.xlsx");
    writeFileSync(file, officeWorkbook(plannedWorkbook));
    const check = ["import", "industry", file, "--check", "--set", "出典1 所在=https://example.jp/?a=b"];

    const japanese = await jinkatsu(house.settings, check, { LC_ALL: "ja_JP.UTF-8" });
    const english = await jinkatsu(house.settings, check);
    const json = JSON.parse((await jinkatsu(house.settings, [...check, "--json"])).output);

    expect(japanese.output.split("\n").slice(0, 5)).toEqual([
      "シート「計画」を読みました（読んでいないシート: 集計）。",
      "非表示の列も読みました: 概要。",
      "見出しは3行目です。",
      "見出しの上に「単位：千円」とあるため、単位のない金額を千円で読みました。",
      "「R8当初予算額」を 令和8年度・当初 の予算として読みました。",
    ]);
    expect(english.output).toContain('Read the sheet "計画"; not read: 集計.');
    expect(english.output).toContain("The headings are in row 3.");
    expect(json.origin).toMatchObject({ headingRow: 3, moneyUnit: "千円", sheet: { hiddenHeadings: ["概要"] } });
    expect(json.rows.map(({ code }: { readonly code: string }) => code)).toEqual(["I-1", "I-5"]);
    expect(json.faults).toMatchObject([{ row: 6, column: "開始年度", reason: { code: "FISCAL_YEAR_FORMAT" } }]);
    expect(json.warnings).toMatchObject([{ row: 5, reason: { code: "AMOUNT_SMALL" } }]);
    expect(japanese.output).toMatch(/6行目 開始年度「令和八十年」: /);
    expect(japanese.output).toMatch(/5行目 R8当初予算額/);
    expect(japanese.notes).toContain("読めない行 1");
  }, 400_000);
});

/** As an office plans: a title and a unit over the headings, a column that is hidden, and a row that says too little money. */
const plannedWorkbook = {
  name: "計画",
  others: ["集計"],
  hiddenColumns: [3],
  rows: [
    ["令和8年度 事業計画"],
    ["（単位：千円）"],
    ["制度番号", "事業名", "概要", "対象者", "R8当初予算額", "開始年度"],
    [
      "I-1",
      "介護職員向け初任者研修の受講料助成",
      "初任者研修を受講する費用を助成する。",
      "介護職員",
      "5,000",
      "令和8年度",
    ],
    ["I-5", "港の除染", "港の泥をさらう。", "", "0.05", "令和8年度"],
    ["I-6", "橋の点検", "橋を点検する。", "", "300", "令和八十年"],
  ],
} as const;
