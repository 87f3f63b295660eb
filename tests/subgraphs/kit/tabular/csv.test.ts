import { describe, expect, test } from "@jest/globals";
import iconv from "iconv-lite";
import { readTable } from "../../../../subgraphs/kit/tabular/read-table.ts";
import { readAll, readCells, useFolder } from "./fixtures.ts";

const folder = useFolder();

describe("A CSV file", () => {
  const text = "制度番号,事業名\r\nA-1,看護職員確保対策事業①～㈱髙\r\n";

  test.each([
    ["UTF-8", Buffer.from(text), "csv-utf8"],
    ["UTF-8 with BOM", Buffer.from(`\uFEFF${text}`), "csv-utf8"],
    ["CP932", iconv.encode(text, "cp932"), "csv-cp932"],
  ])("in %s gives its header and its rows by heading", async (_, bytes, format) => {
    const outcomes = await readAll(await folder.write("encoded.csv", bytes));

    expect(outcomes).toMatchObject([
      { kind: "header", number: 1, format, headings: ["制度番号", "事業名"] },
      {
        kind: "row",
        number: 2,
        cells: new Map([
          ["制度番号", "A-1"],
          ["事業名", "看護職員確保対策事業①～㈱髙"],
        ]),
      },
    ]);
  });

  test("numbers its rows by the line on which each begins, also after cells of several lines and blank lines", async () => {
    const outcomes = await readAll(await folder.write("lines.csv", 'a,b\r\n1,"x\r\ny\nz"\r\n\r\n2,w\r\n,\r\n3,v'));

    expect(outcomes.map(({ number }) => number)).toEqual([1, 2, 6, 8]);
  });

  test("may have a header only", async () => {
    expect(await readAll(await folder.write("header.csv", "a,b"))).toMatchObject([
      { kind: "header", headings: ["a", "b"] },
    ]);
  });

  test("gives cells that look like formulas as the text they are", async () => {
    const path = await folder.write("formula.csv", "a,b\n=1+1,@SUM(A1)\n-2+3,+cmd|' /C calc'!A0\n-12,'=kept\n");

    expect(await readCells(path)).toEqual([
      ["=1+1", "@SUM(A1)"],
      ["-2+3", "+cmd|' /C calc'!A0"],
      ["-12", "=kept"],
    ]);
  });

  test("is read no further than its reader wants", async () => {
    const path = await folder.write("long.csv", `a\n${"x\n".repeat(500_000)}`);

    for await (const outcome of readTable(path)) if (outcome.number === 3) break;
  });
});

describe("A row of a CSV file", () => {
  test("with a cell of 10 MB is rejected, and the rows around it are read", async () => {
    const path = await folder.write("wide.csv", `a,b\n1,2\n3,${"x".repeat(10_000_000)}\n4,5\n`);
    const outcomes = await readAll(path);

    expect(outcomes.map(({ kind }) => kind)).toEqual(["header", "row", "rejected", "row"]);
    expect(outcomes[2]).toMatchObject({
      number: 3,
      column: "b",
      value: `${"x".repeat(40)}…`,
      reason: { code: "CELL_TOO_LONG" },
    });
  });

  test("is measured in bytes against a limit that can be set", async () => {
    const path = await folder.write("bytes.csv", "a\n富富\n富富富\n");

    expect((await readAll(path, { maxCellBytes: 6 })).map(({ kind }) => kind)).toEqual(["header", "row", "rejected"]);
  });

  test("with a cell too few is rejected, since every later cell may stand in the wrong column", async () => {
    const outcomes = await readAll(await folder.write("few.csv", "a,b,c\n1,2\n"));

    expect(outcomes[1]).toMatchObject({ kind: "rejected", number: 2, column: "c", reason: { code: "ROW_TOO_SHORT" } });
  });

  test("with a cell too many is rejected with that cell, unless it is empty", async () => {
    const outcomes = await readAll(await folder.write("many.csv", "a,b\n1,2,3\n4,5,,\n"));

    expect(outcomes[1]).toMatchObject({
      kind: "rejected",
      column: "C",
      value: "3",
      reason: { code: "CELL_WITHOUT_HEADING" },
    });
    expect(outcomes[2]).toMatchObject({ kind: "row", number: 3 });
  });
});

describe("A CSV file that cannot be read as a whole", () => {
  const headings = Array.from({ length: 401 }, (_, column) => `h${column}`).join(",");

  test.each([
    ["is empty", "", "TABLE_EMPTY"],
    ["has a blank first row", "\na,b\n", "TABLE_NO_HEADER"],
    ["repeats a heading", "a,b, a \n1,2,3\n", "TABLE_HEADING_REPEATED"],
    ["has 401 columns", `${headings}\n`, "TABLE_TOO_MANY_COLUMNS"],
    ["is UTF-16 with a NUL", Buffer.from("\uFEFFa\tb\n1\t\u0000\n", "utf16le"), "TABLE_NUL_BYTE"],
    ["has a NUL byte", "a,b\n1,\u0000\n", "TABLE_NUL_BYTE"],
    [
      "has a BOM and then no UTF-8",
      Buffer.concat([Buffer.from("\uFEFFa\n"), iconv.encode("富山", "cp932")]),
      "TABLE_ENCODING",
    ],
    ["is an old .xls", Buffer.from("d0cf11e0a1b11ae1", "hex"), "TABLE_OLD_OR_LOCKED"],
  ])("%s: refused", async (_, bytes, code) => {
    const path = await folder.write("refused.csv", bytes);

    await expect(readAll(path)).rejects.toMatchObject({ name: "TableError", code });
  });

  test("does not exist: refused with its path", async () => {
    await expect(readAll(folder.path("none.csv"))).rejects.toMatchObject({ code: "TABLE_NOT_FOUND" });
  });

  test("is neither UTF-8 nor CP932: refused with the byte offset", async () => {
    const path = await folder.write("neither.csv", Buffer.from([0x61, 0x0a, 0x31, 0xff, 0x0a]));

    await expect(readAll(path)).rejects.toMatchObject({
      code: "TABLE_ENCODING",
      en: expect.stringContaining("offset 3"),
    });
  });

  test("is UTF-8 with one damaged character: refused rather than read as CP932 gibberish", async () => {
    const damaged = Buffer.concat([Buffer.from("見出し\n富山"), Buffer.from([0xe3, 0x81]), Buffer.from("\n")]);

    await expect(readAll(await folder.write("damaged.csv", damaged))).rejects.toMatchObject({ code: "TABLE_ENCODING" });
  });

  test.each([
    ["an open quote", 'a,b\n1,2\n3,"x\n4,5\n'],
    ["a quote inside a bare cell", 'a,b\n1,2\n3,x"y\n'],
    ["text after a quote", 'a,b\n1,2\n3,"x"y\n'],
  ])("has %s: refused with the row in which it begins", async (_, bytes) => {
    const path = await folder.write("quote.csv", bytes);

    await expect(readAll(path)).rejects.toMatchObject({ code: "TABLE_QUOTE", ja: expect.stringContaining("3行目") });
  });

  test("has a record past the limit: refused with the row", async () => {
    const path = await folder.write("endless.csv", `a\n1\n"${"x\n".repeat(1000)}`);

    await expect(readAll(path, { maxRecordBytes: 1000 })).rejects.toMatchObject({
      code: "TABLE_RECORD_TOO_LONG",
      en: expect.stringContaining("row 3"),
    });
  });
});
