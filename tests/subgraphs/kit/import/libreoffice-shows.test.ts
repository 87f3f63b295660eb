/** What LibreOffice shows of a cell is what is stored of it, or the cell is refused. */
import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "@jest/globals";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { judgeRows } from "#kit/import/judge-rows.ts";
import { departmentNamed } from "../../../support/departments.ts";
import { officeWorkbook } from "../../../support/office-workbook.ts";
import { convertSheet, describeWithSpreadsheet } from "../../../support/spreadsheet.ts";
import { writeFileFor } from "../../../support/tables.ts";
import { type Meaning, meaningOf, type Place, places } from "./shown-meaning.ts";

const cells = 5_000;

interface Shown {
  readonly place: Place;
  readonly value: number;
  readonly format: string;
  /** As LibreOffice shows it. */
  readonly text: string;
  readonly stored: Meaning | "refused";
}

const digits = fc.constantFrom(
  "0",
  "#,##0",
  "###0",
  "#,##0.0",
  "0.00",
  "0.##",
  "00000",
  "General",
  "# ?/?",
  "# ??/??",
  "?/2",
);
const scales = fc.constantFrom("", "", "", "", ",", ",,");
const before = fc.constantFrom("", "", "", "", "¥", '"¥"', "[$¥-411]", '"約"', '"令和"', "$", "_ * ");
const units = ["円", "千円", "万円", "百万円", "億円", "人", "名", "年度", "割", "か月"].map((unit) => `"${unit}"`);
const after = fc.oneof(fc.constant(""), fc.constantFrom("%", "%", "千円", " ", "_ ", ...units));
const section = fc.tuple(before, digits, scales, after).map(([mark, number, scale, unit]) => {
  const isPlain = number === "General" || number.includes("/");
  return `${mark}${number}${isPlain ? "" : scale}${isPlain && unit === "%" ? "" : unit}`;
});
const below = fc.constantFrom("-", '"▲"', '"△"', "[Red]", "[Red]-", "");
const format = fc.oneof(
  section,
  section,
  fc.tuple(section, below).map(([one, sign]) => `${one};${sign}${one}`),
  fc.tuple(section, fc.constantFrom('"－"', '"-"', "", "0")).map(([one, zero]) => `${one};-${one};${zero}`),
  fc.constantFrom('0"億"0000"万"0000"円"', '[>=10000]#,##0,"千円";#,##0"円"', "0.0E+00", "@", ";;;"),
);
const number = fc.oneof(
  fc.integer({ min: 0, max: 120 }),
  fc.integer({ min: 0, max: 30 }).map((tens) => tens * 5),
  fc.integer({ min: 1, max: 99_999 }).map((thousands) => thousands * 1_000),
  fc.integer({ min: 0, max: 1_000_000_000 }),
  fc.integer({ min: 0, max: 100_000 }).map((parts) => parts / 100),
  fc.constantFrom(0, 0.5, 1 / 3, 2 / 3, 0.667, 0.25, 0.1, 1, 1.5, 2026, 2027, 8, 7),
  fc.integer({ min: -100_000, max: -1 }),
);
const dateFormat = fc.constantFrom(
  "yyyy/m/d",
  "yyyy-mm-dd",
  'yyyy"年"m"月"d"日"',
  '[$-411]ggge"年"m"月"d"日"',
  "yyyy/m/d h:mm",
  'm"月"d"日"',
  'yyyy"年"m"月"',
  'yyyy"年度"',
  '[$-411]ggge"年度"',
  "h:mm",
);
const day = fc
  .tuple(fc.integer({ min: 36_526, max: 55_000 }), fc.constantFrom(0, 0, 0, 0.5))
  .map(([date, part]) => date + part);
const cell = fc.oneof(
  { weight: 9, arbitrary: fc.record({ place: fc.constantFrom(...places), value: number, format }) },
  {
    weight: 1,
    arbitrary: fc.record({
      place: fc.constantFrom(...places.filter(({ kind }) => kind === "date" || kind === "year")),
      value: day,
      format: dateFormat,
    }),
  },
);

describeWithSpreadsheet("five thousand cells of any value, format and heading", () => {
  let shown: readonly Shown[];

  beforeAll(async () => {
    const generated = fc.sample(cell, { numRuns: cells, seed: 20_261_201 });
    const headings = places.map(({ heading }) => heading);
    const file = writeFileFor(
      "cells.xlsx",
      officeWorkbook({
        rows: [
          ["制度番号", "事業名", "出典1 所在", ...headings],
          ...generated.map(({ place, value, format: code }, index) => [
            `C-${index}`,
            "事業",
            "https://example.jp/",
            ...headings.map((heading) => (heading === place.heading ? { value, format: code } : "")),
          ]),
        ],
      }),
    );
    const texts: readonly (readonly string[])[] = parse(readFileSync(convertSheet(file, "csv")));
    const stored = await storedIn(file);
    shown = generated.map((each, index) => ({
      ...each,
      text: texts[index + 1]?.[3 + places.indexOf(each.place)] ?? "",
      stored: stored[index]?.(each.place) ?? "refused",
    }));
  });

  async function storedIn(file: string): Promise<readonly ((place: Place) => Meaning | "refused")[]> {
    const rows: ((place: Place) => Meaning | "refused")[] = [];
    const source = {
      department: departmentNamed("welfare"),
      interfaceName: "Measure",
      sheet: undefined,
      choices: {},
    } as const;
    for await (const row of judgeRows({ ...source, file })) {
      if (row.kind === "good") rows.push(({ find }) => find(row.content));
      else if (row.kind === "bad") rows.push(() => "refused");
    }
    return rows;
  }

  test("are stored as they are shown, or refused", () => {
    const wrong = shown.filter(({ stored, place, text }) => stored !== "refused" && stored !== meaningOf(place, text));

    expect(
      wrong
        .slice(0, 20)
        .map(({ place, ...rest }) => ({ heading: place.heading, means: meaningOf(place, rest.text), ...rest })),
    ).toEqual([]);
  });

  test("are mostly taken, where what is shown has a meaning", () => {
    const meaningful = shown.filter(({ place, text }) => typeof meaningOf(place, text) !== "undefined");
    const refused = meaningful.filter(({ stored }) => stored === "refused");

    expect(shown).toHaveLength(cells);
    expect(meaningful.length).toBeGreaterThan(cells / 4);
    expect(refused.length / meaningful.length).toBeLessThan(0.5);
  });
});
