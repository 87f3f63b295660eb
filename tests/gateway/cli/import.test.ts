/** `jinkatsu import` as a person or a script meets it. */
import { chmodSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "@jest/globals";
import iconv from "iconv-lite";
import { openDepartmentDatabase } from "#kit/records/stores.ts";
import { measureTable } from "#kit/records/tables.ts";
import type { Settings } from "#kit/settings.ts";
import { budgetSheet } from "../../support/budget-sheet.ts";
import { databases, describeOnDatabases } from "../../support/databases.ts";
import { departmentNamed } from "../../support/departments.ts";
import { csvText, measureRow, writeFileFor, writeTable, writeWorkbook } from "../../support/tables.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { jinkatsu } from "./command-line.ts";

let settings: Settings;

beforeEach(() => {
  settings = databases[0].newSettings();
});

async function storedMeasures(): Promise<readonly object[]> {
  const database = await openDepartmentDatabase(departmentNamed("welfare"), settings);
  const rows = await database.reader.find(measureTable.entity, { order: { code: "ASC" } });
  await database.close();
  return rows;
}

describe("jinkatsu", () => {
  test("shows how to use it, in the language that is asked for", async () => {
    const english = await jinkatsu(settings, ["--help"]);
    const japanese = await jinkatsu(settings, ["import", "--help"], { LC_ALL: "ja_JP.UTF-8" });

    expect(english).toMatchObject({ code: 0, output: expect.stringContaining("Usage: jinkatsu") });
    expect(japanese).toMatchObject({ code: 0, output: expect.stringContaining("使い方: jinkatsu import") });
  });

  test.each([
    [["frob"], "frob"],
    [["import"], "department"],
    [["import", "welfare"], "file"],
    [["import", "welfare", "x.csv", "--frob"], "--frob"],
    [["import", "welfare", "x.csv", "--kind", "persons"], "persons"],
    [["import", "nowhere", "x.csv"], "nowhere"],
    [["import", "welfare", "x.csv", "--map", "name"], "--map"],
    [["import", "welfare", "x.csv", "--set", "開始年度="], "--set"],
    [["import", "welfare", "x.csv", "--source", "こちら"], "--source"],
  ])("called wrongly with %j answers one line and code 2", async (args, named) => {
    const { code, output, notes } = await jinkatsu(settings, args);

    expect({ code, output }).toEqual({ code: 2, output: "" });
    expect(notes.trim().split("\n")).toHaveLength(1);
    expect(notes).toContain(named);
  });
});

describeOnDatabases("jinkatsu import", (testDatabase) => {
  beforeEach(() => {
    settings = testDatabase.newSettings();
  });

  test("takes a good table with code 0, and says of the same table that nothing has changed", async () => {
    const file = writeTable([measureRow("A", { 柱: "人材確保", 開催日: "令和8年4月1日", 人数枠: "３５" })]);

    const first = await jinkatsu(settings, ["import", "welfare", file]);
    const again = await jinkatsu(settings, ["import", "welfare", file, "--lang", "ja"]);

    expect(first).toMatchObject({ code: 0, output: expect.stringContaining("created 1, changed 0") });
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining("変わったものはありません") });
    expect(await storedMeasures()).toMatchObject([{ code: "A", version: 1, pillar: "SECURING" }]);
  });

  test("lists a bad row, writes it beside the table and ends with code 1", async () => {
    const file = writeTable([measureRow("A"), measureRow("B", { pillar: "第五の柱" })]);

    const { code, output } = await jinkatsu(settings, ["import", "welfare", file, "--lang", "ja"]);

    expect(code).toBe(1);
    expect(output).toContain("3行目 pillar「第五の柱」: 一覧にない値です");
    expect(readFileSync(`${file}.rejected.csv`, "utf8")).toContain("第五の柱");
    expect(await storedMeasures()).toHaveLength(1);
  });
});

describe("the report in JSON", () => {
  test("is the only thing on standard output", async () => {
    const file = writeTable([measureRow("A"), measureRow("A")]);

    const { code, output, notes } = await jinkatsu(settings, ["import", "welfare", file, "--json"]);

    expect(code).toBe(1);
    expect(notes).toBe("");
    expect(JSON.parse(output)).toMatchObject({
      department: "welfare",
      kind: "measures",
      created: 1,
      rejected: 1,
      faults: [{ row: 3, column: "code", reason: { code: "CODE_REPEATED" } }],
      rejectedFile: `${file}.rejected.csv`,
    });
  });

  test("says why nothing could be done", async () => {
    const { code, output } = await jinkatsu(settings, ["import", "welfare", "/nowhere.csv", "--json"]);

    expect(code).toBe(3);
    expect(JSON.parse(output)).toMatchObject({ error: { code: "TABLE_NOT_FOUND" } });
  });
});

describe("a dry run", () => {
  test("leaves neither a record nor a file behind", async () => {
    const file = writeTable([measureRow("A"), measureRow("B", { pillar: "?" })]);

    const { code, output } = await jinkatsu(settings, ["import", "welfare", file, "--dry-run"]);

    expect(code).toBe(1);
    expect(output).toContain("dry run");
    expect(existsSync(`${file}.rejected.csv`)).toBe(false);
    expect(await storedMeasures()).toEqual([]);
  });
});

describe("the file of rejected rows", () => {
  test("is not written over while somebody may be correcting it", async () => {
    const file = writeTable([measureRow("A", { pillar: "?" })]);

    await jinkatsu(settings, ["import", "welfare", file]);
    await jinkatsu(settings, ["import", "welfare", file]);

    expect(existsSync(`${file}.rejected-2.csv`)).toBe(true);
  });

  test("does not start a formula when it is opened", async () => {
    const file = writeTable([measureRow("A", { pillar: "?", name_ja: "=cmd|' /C calc'!A0", summary_ja: "＋1" })]);

    await jinkatsu(settings, ["import", "welfare", file]);

    const written = readFileSync(`${file}.rejected.csv`, "utf8");
    expect(written).toContain("'=cmd|");
    expect(written).toContain("'＋1");
  });

  test("in a place that does not exist is refused before anything is imported", async () => {
    const args = ["import", "welfare", writeTable([measureRow("A")]), "--rejected", "/nowhere/rejected.csv"];

    const { code, notes } = await jinkatsu(settings, args);

    expect(code).toBe(3);
    expect(notes).toContain("/nowhere/rejected.csv cannot be written (ENOENT)");
    expect(await storedMeasures()).toEqual([]);
  });
});

describe("headings", () => {
  test("that nobody knows are refused with a suggestion, and a map or leaving out helps", async () => {
    const file = writeTable([measureRow("A", { summery_ja: "概要", 備考: "メモ" })]);
    const mended = ["--map", "summery_ja=summary_ja", "--ignore", "備考"];

    const refused = await jinkatsu(settings, ["import", "welfare", file]);
    const taken = await jinkatsu(settings, ["import", "welfare", file, ...mended]);

    expect(refused).toMatchObject({ code: 3, notes: expect.stringContaining('did you mean "summary_ja"?') });
    expect(taken.code).toBe(0);
    expect(await storedMeasures()).toMatchObject([{ summary: { ja: "概要" } }]);
  });

  test("of a kind of record can be printed with their types and values", async () => {
    const text = await jinkatsu(settings, ["import", "welfare", "--columns"]);
    const json = await jinkatsu(settings, ["import", "welfare", "--columns", "--kind", "talent-resources", "--json"]);
    const csv = await jinkatsu(settings, ["import", "welfare", "--columns", "--format", "csv"]);

    expect(text.output).toContain("pillar  柱  Pillar\n    SECURING Securing people");
    expect(JSON.parse(json.output)).toContainEqual(expect.objectContaining({ en: "desk_services", ja: "窓口の業務" }));
    expect(csv.output).toContain("write_off_years,免除までの勤務年数,Int,");
  });

  test("make an empty table that an import understands", async () => {
    const template = path.join(temporaryFolder(), "template.csv");

    const written = await jinkatsu(settings, ["import", "welfare", "--template", template, "--lang", "ja"]);
    const taken = await jinkatsu(settings, ["import", "welfare", template]);

    expect(written.code).toBe(0);
    expect(readFileSync(template, "utf8")).toContain("給付1 上限額");
    expect(taken).toMatchObject({ code: 0, output: expect.stringContaining("rows 0") });
  });
});

describe("a list of programmes as it stands beside a budget", () => {
  const unread = ["区分", "予算額 増減", "財源内訳 国庫", "財源内訳 一般財源"];
  const said = [
    "--map",
    "番号=制度番号",
    "--source",
    "https://www.pref.example.jp/yosan",
    "--set",
    "開始年度=令和8年度",
  ];
  const ignored = unread.flatMap((heading) => ["--ignore", heading]);

  test("is brought in by what the screen says", async () => {
    const file = writeFileFor("budget.xlsx", budgetSheet());
    const japanese = { LC_ALL: "ja_JP.UTF-8" };

    const first = await jinkatsu(settings, ["import", "welfare", file], japanese);
    const second = await jinkatsu(settings, ["import", "welfare", file, ...ignored, "--ignore", "番号"], japanese);
    const third = await jinkatsu(settings, ["import", "welfare", file, ...ignored, ...said, "--json"]);

    for (const heading of ["番号", ...unread]) expect(first.notes).toContain(`「${heading}」`);
    expect(second.output).toContain('--map "見出し=制度番号"');
    expect(second.output).toContain("--source URL");
    expect(second.output.split("\n").length).toBeLessThan(24);
    expect(JSON.parse(third.output)).toMatchObject({ created: 40, rejected: 4 });
    const stored = await storedMeasures();
    expect(stored).toHaveLength(40);
    expect(stored.every((row) => "startFiscalYear" in row && row.startFiscalYear === 2026)).toBe(true);
  });
});

describe("a table of the records that are there", () => {
  test("is imported again without a change", async () => {
    const file = path.join(temporaryFolder(), "records.xlsx");
    await jinkatsu(settings, [
      "import",
      "welfare",
      writeTable([measureRow("A", { 柱: "人材確保", 開催日: "R8.4.1" })]),
    ]);

    const written = await jinkatsu(settings, ["import", "welfare", "--template", file, "--filled", "--lang", "ja"]);
    const again = await jinkatsu(settings, ["import", "welfare", file]);

    expect(written).toMatchObject({ code: 0, output: expect.stringContaining("書き出しました") });
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining("Nothing has changed") });
    expect(await storedMeasures()).toMatchObject([{ code: "A", version: 1 }]);
  });

  test("is no text file", async () => {
    const { code, notes } = await jinkatsu(settings, ["import", "welfare", "--template", "records.csv", "--filled"]);

    expect(code).toBe(3);
    expect(notes).toContain(".xlsx instead of records.csv");
  });
});

describe("a workbook", () => {
  const sheets = { 一: [measureRow("A")], 二: [measureRow("B")] };

  test("is read from its first sheet, or from the one that is named", async () => {
    const file = writeWorkbook(sheets);

    const first = await jinkatsu(settings, ["import", "welfare", file]);
    await jinkatsu(settings, ["import", "welfare", file, "--sheet", "二"]);
    const unknown = await jinkatsu(settings, ["import", "welfare", file, "--sheet", "三"]);

    expect(await storedMeasures()).toMatchObject([{ code: "A" }, { code: "B" }]);
    expect(first.output).toContain('Read the sheet "一"; not read: 二.');
    expect(unknown).toMatchObject({ code: 3, notes: expect.stringContaining("it has 一, 二") });
  });
});

describe("a file in Shift_JIS", () => {
  test("is read as it was meant", async () => {
    const file = writeFileFor(
      "sjis.csv",
      iconv.encode(csvText([measureRow("A", { name_ja: "髙橋①事業～" })]), "cp932"),
    );

    const { code } = await jinkatsu(settings, ["import", "welfare", file]);

    expect(code).toBe(0);
    expect(await storedMeasures()).toMatchObject([{ nameJa: "髙橋①事業～" }]);
  });
});

describe("a cell of ten megabytes", () => {
  test("rejects its row, and the report stays short", async () => {
    const file = writeTable([measureRow("A", { summary_ja: "長".repeat(3_500_000) }), measureRow("B")]);

    const { code, output } = await jinkatsu(settings, ["import", "welfare", file]);

    expect(code).toBe(1);
    expect(output.length).toBeLessThan(2_000);
    expect(await storedMeasures()).toMatchObject([{ code: "B" }]);
  });
});

describe("a file that is no table", () => {
  const good = csvText([measureRow("A")]);

  test.each<[string, () => string, string]>([
    ["is missing", () => "/nowhere/table.csv", "cannot be opened"],
    ["is a folder", () => temporaryFolder(), "cannot be opened"],
    ["is empty", () => writeFileFor("empty.csv", ""), "The file is empty"],
    ["holds a NUL byte", () => writeFileFor("nul.csv", good.replace("施策", "施\u0000策")), "NUL byte"],
    [
      "is in no known encoding",
      () => writeFileFor("bytes.csv", Buffer.concat([Buffer.from(good), Buffer.from([0xff, 0x80])])),
      "neither UTF-8 nor",
    ],
    ["is a text called .xlsx", () => writeFileFor("table.xlsx", good), "Not an Excel workbook"],
    ["is a broken workbook", () => writeFileFor("broken.xlsx", Buffer.from("PK\u0003\u0004 broken")), "workbook"],
    ["has quotes that do not match", () => writeFileFor("quote.csv", 'code,name_ja\r\n"A,x'), "quotes"],
    ["has a heading twice", () => writeFileFor("twice.csv", "code,code\r\nA,B\r\n"), "same heading"],
  ])("because it %s is refused with one line and code 3", async (_, make, reason) => {
    const { code, output, notes } = await jinkatsu(settings, ["import", "welfare", make()]);

    expect({ code, output }).toEqual({ code: 3, output: "" });
    expect(notes.trim().split("\n")).toHaveLength(1);
    expect(notes).toContain(reason);
  });

  test("with a header only has nothing to import, and that is no fault", async () => {
    const { code, output } = await jinkatsu(settings, [
      "import",
      "welfare",
      writeFileFor("head.csv", "code,name_ja\r\n"),
    ]);

    expect(code).toBe(0);
    expect(output).toContain("rows 0");
  });
});

describe("a place that stands in the way", () => {
  // The super-user may read and write everything.
  const asUser = process.getuid?.() === 0 ? test.skip : test;

  asUser("as an unreadable file is told in one line", async () => {
    const file = writeTable([measureRow("A")]);
    chmodSync(file, 0);

    const { code, notes } = await jinkatsu(settings, ["import", "welfare", file]);

    expect(code).toBe(3);
    expect(notes).toContain("cannot be opened");
  });

  test("as a data folder that is a file is told in one line", async () => {
    const dataFolder = path.join(writeFileFor("file", ""), "data");

    const { code, notes } = await jinkatsu({ ...settings, dataFolder }, [
      "import",
      "welfare",
      writeTable([measureRow("A")]),
    ]);

    expect(code).toBe(3);
    expect(notes.trim().split("\n")).toHaveLength(1);
    expect(notes).toContain("JINKATSU_DATA");
  });

  test("as a database that does not answer is told in one line", async () => {
    const databaseUrl = "mysql://root@127.0.0.1:1/hub";

    const { code, notes } = await jinkatsu({ ...settings, databaseUrl }, [
      "import",
      "welfare",
      writeTable([measureRow("A")]),
    ]);

    expect(code).toBe(3);
    expect(notes).toContain("127.0.0.1:1 cannot be reached");
  });
});
