/** What a file may have, and that no file takes more work than its size is worth. */
import { Readable } from "node:stream";
import { describe, expect, test } from "@jest/globals";
import { DEFAULT_LIMITS } from "#kit/tabular/limits.ts";
import { readSheetMarks } from "#kit/tabular/xlsx/sheet-marks.ts";
import { growthOf, linearAtMost } from "../../../support/growth.ts";
import { inline, readAll, useFolder, workbook } from "./fixtures.ts";

const folder = useFolder();
const header = `<row r="1">${inline("A1", "a")}</row>`;

function readMarks(text: string) {
  return readSheetMarks(Readable.from([text]), new Map(), DEFAULT_LIMITS);
}

function merges(count: number): string {
  const elements = Array.from({ length: count }, (_, index) => `<mergeCell ref="A${index + 1}:A${count + 5}"/>`);
  return `<mergeCells>${elements.join("")}</mergeCells>`;
}

describe("a workbook's merged cells", () => {
  test("that do not end take work that grows with them", async () => {
    const growth = await growthOf((count) => {
      const text = "<mergeCell ".repeat(count);
      return () => readMarks(text);
    }, 500);

    expect(growth).toBeLessThan(linearAtMost);
  });

  test("take work that grows with ranges and rows, and not with their product", async () => {
    const growth = await growthOf((count) => {
      const text = merges(count);
      return async () => {
        const { findMerge } = await readMarks(text);
        for (let row = 1; row <= count; row++) findMerge(row);
      };
    }, 500);

    expect(growth).toBeLessThan(linearAtMost);
  });

  test("are found below a shorter range that begins with a longer one, and beside it", async () => {
    const text =
      '<mergeCell ref="A2:A9"/><mergeCell ref="B2:B3"/><x:mergeCell a="1" ref="C20:C21" b="2"></x:mergeCell>';
    const { findMerge } = await readMarks(text);

    const covered = Array.from({ length: 22 }, (_, row) => row).filter((row) => findMerge(row) !== undefined);

    expect(covered).toEqual([3, 4, 5, 6, 7, 8, 9, 21]);
  });

  test("are refused where there are more than are kept", async () => {
    const file = await folder.write("merges.xlsx", workbook(header, {}, merges(11)));

    expect(await readAll(file, { maxParts: 11 })).toHaveLength(1);
    await expect(readAll(file, { maxParts: 10 })).rejects.toMatchObject({ code: "TABLE_TOO_MANY_PARTS" });
  });
});

describe("a workbook's styles", () => {
  const styles = (inside: string) => ({ "xl/styles.xml": `<styleSheet>${inside}</styleSheet>` });

  test("are refused where there are more than are kept", async () => {
    const many = styles(`<cellXfs>${"<xf/>".repeat(12)}</cellXfs>`);
    const file = await folder.write("styles.xlsx", workbook(header, many));

    await expect(readAll(file, { maxParts: 10 })).rejects.toMatchObject({ code: "TABLE_TOO_MANY_PARTS" });
  });

  test("write no number longer than Excel lets a format be", async () => {
    const long = styles(
      `<numFmts><numFmt numFmtId="164" formatCode="${"0".repeat(1_000_000)}"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs>`,
    );
    const rows = `${header}<row r="2"><c r="A2" s="0"><v>1</v></c></row>`;
    const [, row] = await readAll(await folder.write("zeros.xlsx", workbook(rows, long)));

    expect(row).toMatchObject({ kind: "row" });
    expect(row?.kind === "row" ? row.cells.get("a")?.length : 0).toBe(255);
  });
});

describe("a workbook's row", () => {
  test("that has a value far to the right is rejected for it, and as short as the others", async () => {
    const rows = `${header}<row r="2">${inline("A2", "1")}${inline("XFD2", "2")}</row><row r="3">${inline("A3", "3")}</row>`;
    const outcomes = await readAll(await folder.write("wide.xlsx", workbook(rows)));

    expect(outcomes.slice(1)).toMatchObject([
      { kind: "rejected", column: "XFD", reason: { code: "CELL_WITHOUT_HEADING" } },
      { kind: "row" },
    ]);
  });

  test("takes work that grows with its text", async () => {
    const growth = await growthOf((length) => {
      const ready = folder.write(
        `text-${length}.xlsx`,
        workbook(`${header}<row r="2">${inline("A2", "x&amp;".repeat(length))}</row>`),
      );
      return async () => readAll(await ready);
    }, 25_000);

    expect(growth).toBeLessThan(linearAtMost);
  });
});

describe("a CSV record", () => {
  test.each([
    ["one cell", (length: number) => `a\n"${'x""\n'.repeat(length)}"\n`],
    ["many cells", (length: number) => `a\n${"x,".repeat(length)}\n`],
  ])("of %s takes work that grows with its length", async (_, content) => {
    const growth = await growthOf((length) => {
      const ready = folder.write(`record-${length}.csv`, content(length));
      return async () => readAll(await ready);
    }, 12_000);

    expect(growth).toBeLessThan(linearAtMost);
  });
});
