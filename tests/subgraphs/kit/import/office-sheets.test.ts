/** Sheets as offices make them: what a person sees in a cell is what is meant, or the cell is refused. */
import { describe, expect, test } from "@jest/globals";
import iconv from "iconv-lite";
import { type JudgedRow, judgeRows, type TableHead } from "#kit/import/judge-rows.ts";
import type { HeadingChoices } from "#kit/import/reading-plan.ts";
import { budgetSheet } from "../../../support/budget-sheet.ts";
import { departmentNamed } from "../../../support/departments.ts";
import { type OfficeSheet, officeWorkbook } from "../../../support/office-workbook.ts";
import { writeFileFor } from "../../../support/tables.ts";

interface Asked {
  readonly choices?: HeadingChoices;
  readonly sourceUrl?: string;
}

async function judge(file: string, { choices = {}, sourceUrl }: Asked = {}) {
  const rows: JudgedRow[] = [];
  const source = { department: departmentNamed("welfare"), interfaceName: "Measure", sheet: undefined } as const;
  for await (const row of judgeRows({ ...source, file, choices, sourceUrl })) rows.push(row);
  const [head, ...rest] = rows;
  return { head: head as TableHead, rows: rest };
}

function contractOf(row: JudgedRow | undefined) {
  return row?.kind === "good" ? row.content.contract : row;
}

function faultsOf(row: JudgedRow | undefined) {
  return row?.kind === "bad" ? row.faults.map(({ row: number, column, reason }) => [number, column, reason.code]) : [];
}

function warningsOf(row: JudgedRow | undefined) {
  const warnings = row?.kind === "good" ? row.warnings : [];
  return warnings.map(({ row: number, column, reason }) => [number, column, reason.code]);
}

const start = ["制度番号", "事業名", "出典1 所在"];
const begin = (code: string) => [code, `事業${code}`, "https://example.jp/"];

function sheet(headings: readonly string[], rows: OfficeSheet["rows"], more: Partial<OfficeSheet> = {}) {
  const numbered = rows.map((cells, index) => [...begin(`A-${index + 1}`), ...cells]);
  return writeFileFor("sheet.xlsx", officeWorkbook({ rows: [[...start, ...headings], ...numbered], ...more }));
}

function text(headings: readonly string[], rows: readonly (readonly string[])[], separator = ",") {
  const numbered = rows.map((cells, index) => [...begin(`A-${index + 1}`), ...cells]);
  return [[...start, ...headings], ...numbered].map((cells) => cells.join(separator)).join("\r\n");
}

function csv(headings: readonly string[], ...rows: readonly (readonly string[])[]) {
  return writeFileFor("sheet.csv", text(headings, rows));
}

describe("a number in a workbook", () => {
  test.each<[string, number, string, number | string]>([
    ["補助率", 0.5, "0%", 50],
    ["補助率", 0.667, "0.0%", 66.7],
    ["補助率", 1, "0%", 100],
    ["補助率", 50, "General", 50],
    ["補助率", 0.5, "# ?/?", 50],
    ["補助率", 2 / 3, "# ?/?", 66.67],
    ["補助率", 0.35, "# ?/?", "CELL_FORMAT_UNKNOWN"],
    ["補助率", 5, '0"割"', 50],
    ["上限額", 1000, '#,##0"千円"', 1_000_000],
    ["上限額", 100, '#,##0"万円"', 1_000_000],
    ["上限額", 12, "0百万円", 12_000_000],
    ["上限額", 1.5, '0.0"億円"', 150_000_000],
    ["上限額", 12_000_000, '#,##0,"千円"', 12_000_000],
    ["上限額", 12_000_000, '#,##0.0,,"百万円"', 12_000_000],
    ["上限額", 1_234_567, '#,##0,"千円"', 1_235_000],
    ["上限額", 12_000_000, "#,##0,", "UNIT_MISSING"],
    ["上限額", 12_000_000, "¥#,##0", 12_000_000],
    ["上限額", 123_456_789, '0"億"0000"万"0000"円"', 123_456_789],
    ["上限額", 12_000_000, "$#,##0", "YEN_FORMAT"],
    ["上限額", 1.2e7, "0.00E+00", "CELL_FORMAT_UNKNOWN"],
    ["上限額", -5000, "#,##0;[Red]#,##0", "CELL_FORMAT_UNKNOWN"],
    ["上限額", -5000, '#,##0;"▲"#,##0', "AMOUNT_NEGATIVE"],
    ["上限額", 5000, '[>=10000]#,##0,"千円";#,##0"円"', 5000],
    ["上限額", 2_000_000, '[>=10000]#,##0,"千円";#,##0"円"', 2_000_000],
  ])("of %s that is %d in the format %s is %j", async (field, value, format, expected) => {
    const { rows } = await judge(sheet([`給付1 ${field}`], [[{ value, format }]]));

    const [row] = rows;
    if (typeof expected === "string") expect(faultsOf(row)).toEqual([[2, `給付1 ${field}`, expected]]);
    else
      expect(Object.values(contractOf(row) ?? {})).toContainEqual([
        { [field === "補助率" ? "ratePercent" : "cap"]: expected },
      ]);
  });

  test("whose look leaves a part of it out is read by its look, and told with the cell", async () => {
    const { rows } = await judge(sheet(["給付1 上限額"], [[{ value: 1_234_567, format: '#,##0,"千円"' }]]));

    expect(warningsOf(rows[0])).toEqual([[2, "給付1 上限額", "CELL_SHOWN_IN_PART"]]);
  });

  test("that is zero and shown as a dash is unknown, and told", async () => {
    const { rows } = await judge(sheet(["給付1 上限額"], [[{ value: 0, format: '#,##0;-#,##0;"－"' }]]));

    expect(contractOf(rows[0])).not.toHaveProperty("benefits");
    expect(warningsOf(rows[0])).toEqual([[2, "給付1 上限額", "CELL_SHOWN_IN_PART"]]);
  });

  test("in thousands takes its unit from the heading", async () => {
    const { rows } = await judge(sheet(["給付1 上限額（千円）"], [[{ value: 12_000_000, format: "#,##0," }]]));

    expect(contractOf(rows[0])).toMatchObject({ benefits: [{ cap: 12_000_000 }] });
  });
});

describe("a date in a workbook", () => {
  test.each<[string, string, number, string, unknown]>([
    ["募集期間1 受付の初日", "callPeriods", 45_748, "yyyy/m/d h:mm", [{ opensOn: "2025-04-01" }]],
    ["募集期間1 受付の初日", "callPeriods", 45_748.5, "yyyy/m/d", [{ opensOn: "2025-04-01" }]],
    ["募集期間1 受付の初日", "callPeriods", 45_748, '[$-411]ggge"年"m"月"d"日"', [{ opensOn: "2025-04-01" }]],
    ["開始年度", "startFiscalYear", 46_113, '[$-411]ggge"年度"', 2026],
    ["開始年度", "startFiscalYear", 46_113, 'yyyy"年度"', 2026],
    ["開始年度", "startFiscalYear", 8, '"令和"0"年度"', 2026],
  ])("of %s: %s", async (heading, field, value, format, expected) => {
    const { rows } = await judge(sheet([heading], [[{ value, format }]]));

    expect(contractOf(rows[0])).toHaveProperty(field, expected);
  });

  test("that shows only month and day is refused", async () => {
    const { rows } = await judge(sheet(["募集期間1 受付の初日"], [[{ value: 45_748, format: 'm"月"d"日"' }]]));

    expect(faultsOf(rows[0])).toEqual([[2, "募集期間1 受付の初日", "CELL_DATE_IN_PART"]]);
  });
});

describe("a unit", () => {
  test.each([
    ["給付1 上限額（千円）", "12000", 12_000_000],
    ["給付1 上限額\n【単位：百万円】", "1.5", 1_500_000],
    ["＊給付1 上限額 (万円)", "１００", 1_000_000],
    ["benefits_1_cap (million yen)", "12", 12_000_000],
    ["給付1 上限額（円）", "12,000", 12_000],
    ["給付1 上限額（千円）", "100万円", 1_000_000],
    ["給付1 上限額（必須）", "500千円", 500_000],
  ])("in the heading %j counts for %j", async (heading, cell, expected) => {
    const { rows } = await judge(sheet([heading], [[cell]]));

    expect(contractOf(rows[0])).toMatchObject({ benefits: [{ cap: expected }] });
  });

  test.each(["上限（千円）", "予算額　千円", "上限額【単位：千円】"])(
    "in %j counts also where a map says what it means",
    async (heading) => {
      const choices = { map: new Map([[heading, "benefits_1_cap"]]) };

      const { rows } = await judge(sheet([heading], [["12000"]]), { choices });

      expect(contractOf(rows[0])).toMatchObject({ benefits: [{ cap: 12_000_000 }] });
    },
  );

  test.each([
    ["給付1 上限額（千ドル）", {}],
    ["上限（千ドル）", { map: new Map([["上限（千ドル）", "benefits_1_cap"]]) }],
  ])("that nobody knows refuses the heading %s", async (heading, choices) => {
    await expect(judge(sheet([heading], [["12"]]), { choices })).rejects.toMatchObject({
      code: "HEADING_UNIT_UNKNOWN",
    });
  });

  test("of thousands above a cell that says yen is a contradiction", async () => {
    const { rows } = await judge(sheet(["給付1 上限額（千円）"], [["12,000円"]]));

    expect(faultsOf(rows[0])).toEqual([[2, "給付1 上限額（千円）", "UNIT_CONTRADICTS"]]);
  });

  test("above the headings counts for amounts that have none of their own", async () => {
    const rows = [
      ["令和8年度 施策一覧"],
      ["（単位：千円）"],
      [...start, "給付1 上限額", "人数枠"],
      [...begin("A-1"), "500", "10"],
    ];

    const judged = await judge(writeFileFor("titled.xlsx", officeWorkbook({ rows })));

    expect(judged.head.origin).toMatchObject({ headingRow: 3, moneyUnit: "千円" });
    expect(judged.rows[0]).toMatchObject({
      content: { contract: { benefits: [{ cap: 500_000 }] }, details: { quotaPlaces: 10 } },
    });
  });
});

describe("what stands behind a cell", () => {
  test("is the source, where the cell has only words", async () => {
    const links = { D2: "https://www.pref.example.jp/seido/1.html", C2: "https://other.example.jp/" };
    const { rows } = await judge(sheet(["出典2 所在"], [["こちら"]], { links }));

    expect(contractOf(rows[0])).toMatchObject({
      sources: [{ url: "https://example.jp/" }, { url: "https://www.pref.example.jp/seido/1.html" }],
    });
    expect(warningsOf(rows[0])).toEqual([[2, "出典1 所在", "LINK_DIFFERS"]]);
  });

  test("is found in a formula too", async () => {
    const formula = 'HYPERLINK("https://www.pref.example.jp/2","要綱")';
    const { rows } = await judge(sheet(["出典2 所在"], [[{ text: "要綱", formula }]]));

    expect(contractOf(rows[0])).toMatchObject({ sources: [{}, { url: "https://www.pref.example.jp/2" }] });
  });
});

describe("text that is struck through", () => {
  test.each<[string, OfficeSheet["rows"][number]]>([
    ["a whole cell", [{ text: "旧い概要", isStruck: true }]],
    ["a piece of a cell", [{ text: "新しい概要", struckText: "旧い" }]],
  ])("in %s refuses the row and names it", async (_, cells) => {
    const { rows } = await judge(sheet(["概要"], [["概要"], cells]));

    expect(rows[0]).toMatchObject({ kind: "good" });
    expect(faultsOf(rows[1])).toEqual([[3, "概要", "CELL_STRUCK"]]);
  });
});

describe("what is hidden", () => {
  test("is told: rows each, columns and sheets of the file", async () => {
    const hidden = { hiddenRows: [3], hiddenColumns: [4], name: "施策", others: ["令和8年度"] };
    const { head, rows } = await judge(sheet(["概要"], [["一"], ["二"]], hidden));

    expect(head.origin).toEqual({
      headingRow: 1,
      sheet: { name: "施策", others: [{ name: "令和8年度", isHidden: false }], hiddenHeadings: ["概要"] },
    });
    expect(rows.map(warningsOf)).toEqual([[], [[3, "制度番号", "ROW_HIDDEN"]]]);
  });
});

describe("a value that cannot be meant", () => {
  test.each([
    ["給付1 補助率", "150", "RATE_OUTSIDE"],
    ["給付1 補助率", "0.5", "RATE_IS_SHARE"],
    ["給付1 上限額", "-1000000", "AMOUNT_NEGATIVE"],
  ])("of %s, %s, is refused", async (heading, cell, code) => {
    const { rows } = await judge(csv([heading], [cell]));

    expect(faultsOf(rows[0])).toEqual([[2, heading, code]]);
  });

  test.each([
    [
      ["開始年度", "終了年度"],
      ["2027", "2025"],
    ],
    [
      ["募集期間1 受付の初日", "募集期間1 受付の末日"],
      ["2026-05-31", "2026-04-01"],
    ],
    [
      ["給付1 下限額", "給付1 上限額"],
      ["500千円", "100千円"],
    ],
  ])("because %j are in the wrong order is refused", async (headings, cells) => {
    const { rows } = await judge(csv(headings, cells));

    expect(faultsOf(rows[0])).toEqual([[2, headings[1], "ORDER_REVERSED"]]);
  });

  test.each([
    [["予算1 会計年度", "予算1 金額"], ["R8", "12000"], "AMOUNT_SMALL"],
    [["予算1 会計年度", "予算1 金額"], ["R8", "-12000000"], "BUDGET_NEGATIVE"],
    [["開始年度"], ["1926"], "YEAR_FAR"],
    [["人数枠"], ["-3"], "COUNT_NEGATIVE"],
    [["出典2 所在"], ["要綱"], "SOURCE_NO_ADDRESS"],
  ])("perhaps, in %j %j, is taken with a warning", async (headings, cells, code) => {
    const { rows } = await judge(csv(headings, cells));

    expect(warningsOf(rows[0])).toEqual([[2, headings.at(-1), code]]);
  });
});

describe("daily bread", () => {
  test.each<[string, string, string, unknown]>([
    ["手段", "補助金", "instrument", "SUBSIDY"],
    ["手段", "助成金", "instrument", "SUBSIDY"],
    ["手段", "セミナー", "instrument", "TRAINING"],
    ["状態", "廃止", "lifecycle", "ENDED"],
    ["給付1 補助率", "1/2", "benefits", [{ ratePercent: 50 }]],
    ["給付1 補助率", "３分の２", "benefits", [{ ratePercent: 66.67 }]],
    ["給付1 補助率", "三分の二以内", "benefits", [{ ratePercent: 66.67 }]],
    ["給付1 補助率", "２分の１以内", "benefits", [{ ratePercent: 50 }]],
    ["給付1 補助率", "10/10", "benefits", [{ ratePercent: 100 }]],
    ["給付1 補助率", "最大50％", "benefits", [{ ratePercent: 50 }]],
    ["給付1 補助率", "７割５分", "benefits", [{ ratePercent: 75 }]],
    ["給付1 上限額", "上限100万円", "benefits", [{ cap: 1_000_000 }]],
    ["給付1 上限額", "50万円以内", "benefits", [{ cap: 500_000 }]],
    ["募集期間1 受付の初日", "2025/4/1 0:00", "callPeriods", [{ opensOn: "2025-04-01" }]],
    ["募集期間1 受付の初日", "20250401", "callPeriods", [{ opensOn: "2025-04-01" }]],
    ["募集期間1 受付の初日", "令和7年4月1日（火）", "callPeriods", [{ opensOn: "2025-04-01" }]],
    ["対象地域", "県内全域", "areas", ["16"]],
    ["対象地域", "富山市・高岡市", "areas", ["16201", "16202"]],
  ])("%s %s is %s %j", async (heading, cell, field, expected) => {
    const { rows } = await judge(csv([heading], [cell]));

    expect(contractOf(rows[0])).toHaveProperty(field, expected);
  });

  test.each([
    ["人数枠", "10人", { quotaPlaces: 10 }],
    ["人数枠", "1.2千人", { quotaPlaces: 1200 }],
    ["免除までの勤務年数", "5年", { writeOffYears: 5 }],
  ])("%s %s is %j", async (heading, cell, expected) => {
    const { rows } = await judge(csv([heading], [cell]));

    expect(rows[0]).toMatchObject({ content: { details: expected } });
  });

  test.each([
    ["免除までの勤務年数", "60か月"],
    ["給付1 補助率", "1 1/2"],
    ["給付1 上限額", "約100万円"],
    ["募集期間1 受付の初日", "2025/4/1 9:30"],
  ])("%s %s could be another value, and is refused", async (heading, cell) => {
    const { rows } = await judge(csv([heading], [cell]));

    expect(rows[0]).toMatchObject({ kind: "bad", faults: [{ column: heading }] });
  });
});

describe("a word for what is not known", () => {
  const words = ["－", "-", "―", "なし", "不明", "該当なし", "未定", "n/a", "（不明）"];
  const fields = ["給付1 上限額", "給付1 補助率", "開始年度", "募集期間1 受付の初日", "人数枠", "概要", "柱"];

  test.each(words)("such as %s is unknown in every kind of field, and never zero", async (word) => {
    const { rows } = await judge(
      csv(
        fields,
        fields.map(() => word),
      ),
    );

    expect(rows[0]).toMatchObject({ kind: "good", content: { details: {} } });
    expect(Object.keys(contractOf(rows[0]) ?? {}).sort()).toEqual(["code", "name", "originalLabels", "sources"]);
  });

  test("leaves a figure out that is nothing without it, and says so", async () => {
    const headings = ["予算1 会計年度", "予算1 金額", "予算2 会計年度", "予算2 金額"];
    const { rows } = await judge(csv(headings, ["R7", "未定", "R8", ""]));

    expect(contractOf(rows[0])).not.toHaveProperty("budgets");
    expect(warningsOf(rows[0])).toEqual([
      [2, "予算1 金額", "UNKNOWN_LEFT_OUT"],
      [2, "予算2 金額", "UNKNOWN_LEFT_OUT"],
    ]);
  });

  test("of a list that is empty says so, and of one that is not known does not", async () => {
    const { rows } = await judge(csv(["対象地域", "産業"], ["なし", "不明"]));

    expect(contractOf(rows[0])).toMatchObject({ areas: [] });
    expect(contractOf(rows[0])).not.toHaveProperty("industries");
  });

  test("is kept where it is what a source said", async () => {
    const { rows } = await judge(csv(["元の語1 項目", "元の語1 元の語"], ["targetGroups", "該当なし"]));

    expect(contractOf(rows[0])).toMatchObject({ originalLabels: [{ field: "targetGroups", text: "該当なし" }] });
  });
});

describe("a text file", () => {
  test.each<[string, string | Buffer]>([
    ["with tabs", text(["概要"], [["一, 二; 三"]], "\t")],
    ["with semicolons", text(["概要"], [["一"]], ";")],
    ["as Excel's Unicode text", iconv.encode(text(["概要"], [["髙岡①"]], "\t"), "utf16le", { addBOM: true })],
    ["in UTF-16, the other byte first", iconv.encode(text(["概要"], [["髙岡①"]]), "utf16be", { addBOM: true })],
    ["with titles above its headings", `令和8年度 施策一覧\r\n\r\n（厚生部）\r\n${text(["概要"], [["一"]])}`],
  ])("%s is read as it was meant", async (_, content) => {
    const { rows } = await judge(writeFileFor("sheet.txt", content));

    expect(rows).toMatchObject([{ kind: "good", content: { contract: { code: "A-1", summary: {} } } }]);
  });

  test("says in which row its headings are", async () => {
    const { head, rows } = await judge(writeFileFor("sheet.csv", `施策一覧\r\n（厚生部）\r\n${text([], [[]])}`));

    expect(head.origin).toEqual({ headingRow: 3 });
    expect(rows).toMatchObject([{ kind: "good", row: 4 }]);
  });
});

describe("one source for a whole sheet", () => {
  test("is that of every row that states none", async () => {
    const file = writeFileFor(
      "sheet.csv",
      "制度番号,事業名,出典1 所在\r\nA-1,一,\r\nA-2,二,https://own.example.jp/\r\nA-3,三,－",
    );
    const { rows } = await judge(file, { sourceUrl: "https://www.pref.example.jp/" });

    expect(rows.map(contractOf)).toMatchObject([
      { sources: [{ url: "https://www.pref.example.jp/" }] },
      { sources: [{ url: "https://own.example.jp/" }] },
      { sources: [{ url: "https://www.pref.example.jp/" }] },
    ]);
  });

  test("needs no column", async () => {
    const { rows } = await judge(writeFileFor("sheet.csv", "制度番号,事業名\r\nA-1,一"), {
      sourceUrl: "https://x.jp/",
    });

    expect(contractOf(rows[0])).toMatchObject({ sources: [{ url: "https://x.jp/" }] });
  });
});

describe("a value that is given for a whole sheet", () => {
  const given = (...pairs: readonly (readonly [string, string])[]) => ({ choices: { given: new Map(pairs) } });

  test("is that of every row that states none, whether or not it has a column", async () => {
    const file = csv(["予算1 金額", "開始年度"], ["1000", ""], ["2000", "R7"], ["－", "不明"]);

    const { rows } = await judge(
      file,
      given(["予算1 会計年度", "令和8年度"], ["予算1 段階", "当初"], ["開始年度", "R8"]),
    );

    expect(rows.map(contractOf)).toMatchObject([
      { startFiscalYear: 2026, budgets: [{ fiscalYear: 2026, stage: "INITIAL", amount: 1000 }] },
      { startFiscalYear: 2025, budgets: [{ fiscalYear: 2026, stage: "INITIAL", amount: 2000 }] },
      { startFiscalYear: 2026 },
    ]);
    expect(contractOf(rows[2])).not.toHaveProperty("budgets");
  });

  test.each([
    [["開始年度", "いつか"], "GIVEN_VALUE_REFUSED"],
    [["はじめの年", "2026"], "HEADINGS_UNKNOWN"],
  ] as const)("and cannot be read (%j) is refused once, before any row", async (pair, code) => {
    await expect(judge(csv([], []), given(pair))).rejects.toMatchObject({ code });
  });
});

describe("a heading of a budget", () => {
  const budgetsUnder = async (heading: string, title = "令和8年度当初予算（案）　主要事業一覧") => {
    const rows = [[title], [...start, heading], [...begin("A-1"), "1,000"]];
    const { rows: judged } = await judge(writeFileFor("budget.xlsx", officeWorkbook({ rows })));
    return contractOf(judged[0]);
  };

  test.each([
    ["令和8年度当初予算額（千円）", 2026, "INITIAL", 1_000_000],
    ["予算額（千円）", 2026, "INITIAL", 1_000_000],
    ["R8当初予算(A)", 2026, "INITIAL", 1_000],
    ["前年度当初予算額（百万円）", 2025, "INITIAL", 1_000_000_000],
    ["7年度補正予算額", 2025, "SUPPLEMENTARY", 1_000],
    ["2024年度決算額", 2024, "EXECUTED", 1_000],
  ])("%s says of which year and stage its amounts are", async (heading, fiscalYear, stage, amount) => {
    expect(await budgetsUnder(heading)).toMatchObject({ budgets: [{ fiscalYear, stage, amount }] });
  });

  test.each([
    ["前年度予算額", "令和8年度当初予算"],
    ["予算額", "主要事業一覧"],
    ["前年度当初予算額", "令和7年度・令和8年度当初予算"],
    ["令和8年度当初予算額（うち一般財源）", "令和8年度当初予算"],
    ["5年度当初予算額", "令和8年度当初予算"],
    ["増減額", "令和8年度当初予算"],
  ])("%s below %s leaves it open, and is not guessed", async (heading, title) => {
    await expect(budgetsUnder(heading, title)).rejects.toMatchObject({ code: "HEADINGS_UNKNOWN" });
  });

  test("is told, so that a person sees how it was read", async () => {
    const rows = [["令和8年度当初予算"], [...start, "予算額（千円）"], [...begin("A-1"), "1"]];

    const { head } = await judge(writeFileFor("budget.xlsx", officeWorkbook({ rows })));

    expect(head.origin.budgets).toMatchObject([{ heading: "予算額（千円）", fiscalYear: 2026, stageName: "当初" }]);
  });

  test("stands once for each year and stage", async () => {
    const file = csv(["令和8年度当初予算額", "R8当初予算"], ["1", "2"]);

    await expect(judge(file)).rejects.toMatchObject({ code: "HEADINGS_TWICE" });
  });
});

describe("a list of forty programmes beside a budget", () => {
  test("gives each its unit, its budgets of both years and nothing that is not known", async () => {
    const ignore = ["区分", "予算額 増減", "財源内訳 国庫", "財源内訳 一般財源"];
    const choices = { ignore, map: new Map([["番号", "制度番号"]]) };

    const { rows } = await judge(writeFileFor("list.xlsx", budgetSheet()), { choices, sourceUrl: "https://x.jp/" });

    const good = rows.filter(({ kind }) => kind === "good").map(contractOf);
    expect(good).toHaveLength(40);
    expect(good.slice(2, 4)).toMatchObject([
      {
        code: "3",
        ownerUnit: { name: { ja: "第1課" }, parent: { ja: "生活部" } },
        budgets: [{ amount: 3_750_000 }, { fiscalYear: 2025, amount: 3_000_000 }],
      },
      { code: "4", budgets: [{ fiscalYear: 2026, stage: "INITIAL", amount: 5_000_000 }] },
    ]);
    expect(good[3]).toHaveProperty("budgets.length", 1);
    expect(rows.filter(({ kind }) => kind === "left out")).toHaveLength(5);
  });
});

describe("headings of two rows", () => {
  const upper = [...start, "給付1", "", "概要"];
  const lower = ["", "", "", "補助率", "上限額（千円）", ""];

  test("are read as one, in a workbook and in text", async () => {
    const data = [...begin("A-1"), "50%", "300", "概要。"];
    const merged = ["A1:A2", "D1:E1", "F1:F2"];
    const workbook = writeFileFor("two.xlsx", officeWorkbook({ rows: [upper, lower, data], merged }));
    const text = writeFileFor("two.csv", [upper, lower, data].map((cells) => cells.join(",")).join("\r\n"));

    for (const file of [workbook, text]) {
      const { rows } = await judge(file);
      expect(rows.map(contractOf)).toMatchObject([
        { benefits: [{ ratePercent: 50, cap: 300_000 }], summary: { ja: "概要。" } },
      ]);
    }
  });

  test("are not taken from a row of data", async () => {
    const file = writeFileFor("one.csv", "制度番号,事業名,出典1 所在,\r\nA-1,一,https://example.jp/,メモ");

    expect(faultsOf((await judge(file)).rows[0])).toEqual([[2, "D", "CELL_WITHOUT_HEADING"]]);
  });
});

describe("a row that is no measure", () => {
  test.each(["計", "小計", "合　計", "総計"])("because it says %s is left out, and told", async (word) => {
    const file = writeFileFor("sum.csv", `制度番号,事業名,出典1 所在,予算1 金額\r\n${word},,,100`);

    const { rows } = await judge(file);

    expect(rows).toMatchObject([{ kind: "left out", warnings: [{ row: 2, reason: { code: "TOTAL_ROW" } }] }]);
  });

  test("because it has only one cell is refused with that cell", async () => {
    const file = writeFileFor("section.csv", "制度番号,事業名,出典1 所在\r\n1 人材確保,,");

    expect(faultsOf((await judge(file)).rows[0])).toEqual([[2, "制度番号", "LONE_CELL"]]);
  });
});
