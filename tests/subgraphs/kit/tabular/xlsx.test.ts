import { describe, expect, test } from "@jest/globals";
import writeExcelFile from "write-excel-file/node";
import { inline, readAll, readCells, useFolder, workbook } from "./fixtures.ts";

const folder = useFolder();
const HEADER = `<row r="1">${inline("A1", "a")}${inline("B1", "b")}</row>`;
const STYLES = `<styleSheet><numFmts count="3"><numFmt numFmtId="164" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>
  <numFmt numFmtId="165" formatCode="00000"/><numFmt numFmtId="166" formatCode="0.00E+00&quot;days&quot;"/></numFmts>
  <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/><xf numFmtId="166"/></cellXfs>
  <cellStyles/></styleSheet>`;

describe("A workbook", () => {
  test("from another program gives texts, numbers, dates and yes or no", async () => {
    const path = folder.path("writer.xlsx");
    await writeExcelFile([
      [{ value: "事業名" }, { value: "予算" }, { value: "開始" }, { value: "公開" }],
      [
        { value: "看護 & <確保>\n二行目" },
        { type: Number, value: 13500000 },
        { type: Date, value: new Date("2026-04-01T00:00:00Z"), format: "yyyy/mm/dd" },
        { type: Boolean, value: true },
      ],
    ]).toFile(path);

    expect(await readAll(path)).toMatchObject([
      { kind: "header", format: "xlsx", number: 1 },
      { kind: "row", number: 2 },
    ]);
    expect(await readCells(path)).toEqual([["看護 & <確保>\n二行目", "13500000", "2026-04-01", "TRUE"]]);
  });

  test("gives shared strings without their furigana, rich text in one piece, and control characters decoded", async () => {
    const strings =
      "<sst><si><t>富山</t><rPh sb='0' eb='2'><t>トヤマ</t></rPh></si><si><r><t>人材</t></r><r><rPr><b/></rPr><t xml:space='preserve'> 確保</t></r></si><si><t>a_x000D_b_x005F_x</t></si></sst>";
    const rows = `${HEADER}<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c></row><row r="3"><c r="A3" t="s"><v>2</v></c></row>`;
    const path = await folder.write("strings.xlsx", workbook(rows, { "xl/sharedStrings.xml": strings }));

    expect(await readCells(path)).toEqual([
      ["富山", "人材 確保"],
      ["a\rb_x", ""],
    ]);
  });

  test("gives dates by their number format, also Japanese eras, and codes with their leading zeros", async () => {
    const cells = [
      '<c r="A2" s="1"><v>46113</v></c><c r="B2" s="2"><v>46113</v></c>',
      '<c r="A3" s="3"><v>1202</v></c><c r="B3" s="4"><v>46113.5</v></c>',
      '<c r="A4" s="1"><v>60</v></c><c r="B4"><v>46113</v></c>',
      '<c r="A5"><v>0.30000000000000004</v></c><c r="B5" s="4"><v>0.75</v></c>',
    ];
    const rows = cells.map((row, index) => `<row r="${index + 2}">${row}</row>`).join("");
    const path = await folder.write("dates.xlsx", workbook(HEADER + rows, { "xl/styles.xml": STYLES }));

    expect(await readCells(path)).toEqual([
      ["2026-04-01", "2026-04-01"],
      ["01202", "2026-04-01 12:00:00"],
      ["1900-02-29", "46113"],
      ["0.3", "18:00:00"],
    ]);
  });

  test("counts from 1904 where it says so", async () => {
    const book =
      '<workbook xmlns:r="x"><workbookPr date1904="1"/><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>';
    const rows = `${HEADER}<row r="2"><c r="A2" s="1"><v>44651</v></c></row>`;
    const path = await folder.write("1904.xlsx", workbook(rows, { "xl/workbook.xml": book, "xl/styles.xml": STYLES }));

    expect(await readCells(path)).toEqual([["2026-04-01", ""]]);
  });

  test("counts a formula by its stored result and never runs it", async () => {
    const rows = `${HEADER}<row r="2"><c r="A2"><f>1+1</f><v>7</v></c><c r="B2" t="str"><f>A1</f><v>文字</v></c></row><row r="3">${inline("A3", "=1+1")}</row>`;
    const path = await folder.write("formula.xlsx", workbook(rows));

    expect(await readCells(path)).toEqual([
      ["7", "文字"],
      ["=1+1", ""],
    ]);
  });

  test("reads the first visible sheet, with or without prefixes and positions", async () => {
    const book =
      '<workbook xmlns:r="x"><sheets><sheet name="H" sheetId="1" state="hidden" r:id="rId9"/><sheet name="A" sheetId="2" r:id="rId1"/></sheets></workbook>';
    const sheet =
      '<x:worksheet xmlns:x="s"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row><x:row><x:c><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    const parts = { "xl/workbook.xml": book, "xl/worksheets/sheet1.xml": sheet };

    expect(await readCells(await folder.write("prefix.xlsx", workbook("", parts)))).toEqual([["5"]]);
  });
});

describe("A row of a workbook", () => {
  test.each([
    ["an Excel error", '<c r="B2" t="e"><v>#N/A</v></c>', "B2", "CELL_EXCEL_ERROR"],
    ["a number in a format that is not understood", '<c r="B2" s="5"><v>46113</v></c>', "B2", "CELL_FORMAT_UNKNOWN"],
    ["a formula without a result", '<c r="B2"><f>A1</f></c>', "B2", "CELL_FORMULA_WITHOUT_RESULT"],
    ["a cell of 10 MB", inline("B2", "x".repeat(10_000_000)), "B2", "CELL_TOO_LONG"],
    ["a cell past the headings", inline("AB2", "x"), "AB2", "CELL_WITHOUT_HEADING"],
  ])("with %s is rejected, and the next row is read", async (_, cell, reference, code) => {
    const rows = `${HEADER}<row r="2">${cell}</row><row r="4">${inline("A4", "1")}</row>`;
    const outcomes = await readAll(await folder.write("rejected.xlsx", workbook(rows, { "xl/styles.xml": STYLES })));

    const column = reference === "B2" ? "b" : "AB";
    expect(outcomes[1]).toMatchObject({ kind: "rejected", number: 2, column, reason: { code } });
    expect(outcomes[2]).toMatchObject({ kind: "row", number: 4 });
  });

  test("with a long shared string is rejected each time it is used", async () => {
    const rows = `${HEADER}<row r="2"><c r="A2" t="s"><v>0</v></c></row><row r="3"><c r="A3" t="s"><v>0</v></c></row>`;
    const strings = `<sst><si><t>${"富".repeat(1_000_000)}</t></si></sst>`;
    const outcomes = await readAll(
      await folder.write("shared.xlsx", workbook(rows, { "xl/sharedStrings.xml": strings })),
    );

    expect(outcomes.slice(1)).toMatchObject([{ kind: "rejected" }, { kind: "rejected" }]);
  });

  test("covered from above by a merged cell is rejected with the range; the row that holds the value is read", async () => {
    const rows = `${HEADER}<row r="2">${inline("A2", "1")}${inline("B2", "100")}</row><row r="3">${inline("A3", "2")}</row><row r="4">${inline("A4", "3")}</row>`;
    const merges = '<mergeCells count="2"><mergeCell ref="B2:B3"/><mergeCell ref="A4:B4"/></mergeCells>';
    const outcomes = await readAll(await folder.write("merged.xlsx", workbook(rows, {}, merges)));

    expect(outcomes.map(({ kind }) => kind)).toEqual(["header", "row", "rejected", "row"]);
    expect(outcomes[2]).toMatchObject({
      column: "b",
      reason: { code: "CELL_MERGED", en: expect.stringContaining("B2:B3") },
    });
  });
});

describe("A workbook that cannot be read as a whole", () => {
  test.each([
    ["is cut off", workbook(HEADER).slice(0, 300), "TABLE_XLSX_DAMAGED"],
    ["has broken XML", workbook("<row r='1'><c>"), "TABLE_XLSX_DAMAGED"],
    [
      "points to a shared string that is not there",
      workbook('<row r="1"><c t="s"><v>3</v></c></row>'),
      "TABLE_XLSX_DAMAGED",
    ],
    ["declares entities", workbook("", { "_rels/.rels": '<!DOCTYPE x [<!ENTITY e "e">]><x/>' }), "TABLE_XLSX_DAMAGED"],
    ["is another kind of archive", workbook("", { "_rels/.rels": "<Relationships/>" }), "TABLE_NOT_XLSX"],
    ["is text", "a,b\n1,2\n", "TABLE_NOT_XLSX"],
    ["has no rows", workbook(""), "TABLE_EMPTY"],
    [
      "has no heading in its first row",
      workbook(`<row r="1"/><row r="2">${inline("A2", "a")}</row>`),
      "TABLE_NO_HEADER",
    ],
  ])("%s: refused", async (_, bytes, code) => {
    const path = await folder.write("refused.xlsx", bytes);

    await expect(readAll(path)).rejects.toMatchObject({ name: "TableError", code });
  });

  test("unpacks to more than the limit: refused before it is unpacked", async () => {
    const path = await folder.write("bomb.xlsx", workbook(`${HEADER}<!--${" ".repeat(50_000_000)}-->`));

    await expect(readAll(path, { maxUnpackedBytes: 10_000_000 })).rejects.toMatchObject({
      code: "TABLE_UNPACKED_TOO_LARGE",
    });
  });

  test("has one text past the limit of what may be in memory: refused", async () => {
    const path = await folder.write(
      "text.xlsx",
      workbook(`${HEADER}<row r="2">${inline("A2", "x".repeat(2_000_000))}</row>`),
    );

    await expect(readAll(path, { maxRecordBytes: 1_000_000 })).rejects.toMatchObject({ code: "TABLE_RECORD_TOO_LONG" });
  });

  test("has more distinct texts than may be kept: refused", async () => {
    const strings = `<sst>${"<si><t>富山県</t></si>".repeat(20_000)}</sst>`;
    const path = await folder.write("strings.xlsx", workbook(HEADER, { "xl/sharedStrings.xml": strings }));

    await expect(readAll(path, { maxSharedTextBytes: 100_000 })).rejects.toMatchObject({
      code: "TABLE_UNPACKED_TOO_LARGE",
    });
  });
});
