import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Kind } from "graphql";
import { contractScalars } from "#kit/graphql/scalars.ts";

type Name = keyof typeof contractScalars;

const accepted: Readonly<Record<Name, readonly unknown[]>> = {
  Yen: [0, -1, 16_700_000_000, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
  Date: ["2026-04-01", "2024-02-29", "1868-10-23", "0001-01-01"],
  DateTime: ["2026-04-01T00:00:00.000Z"],
  AreaCode: ["00", "16", "16201"],
  IndustryCode: ["E", "P", "854", "ALL"],
  DepartmentCode: ["welfare", "civil-engineering", "a1"],
  FiscalYearNumber: [1868, 2026, 2999],
};

const refused: Readonly<Record<Name, readonly unknown[]>> = {
  Yen: [1.5, 2 ** 53, -(2 ** 53), Number.NaN, Number.POSITIVE_INFINITY, "100", true, null, [1], {}],
  Date: [
    "2026-02-29",
    "2026-13-01",
    "2026-4-1",
    "2026-04-01T00:00:00Z",
    " 2026-04-01",
    "令和8年4月1日",
    "",
    20260401,
    null,
  ],
  DateTime: ["2026-04-01", "2026-04-01T00:00:00", "2026-02-30T00:00:00Z", "2026-04-01T25:00:00Z", 0, null],
  AreaCode: ["162010", "1", "99999", "", "１６", 16, null],
  IndustryCode: ["e", "ZZ", "", "constructor", 854, null],
  DepartmentCode: ["Welfare", "1a", "-a", "a b", "福祉", `a${"b".repeat(63)}`, "", 1, null],
  FiscalYearNumber: [1867, 3000, 2026.5, "2026", "令和8年度", null, true],
};

describe.each(Object.keys(contractScalars) as Name[])("the scalar %s", (name) => {
  const scalar = contractScalars[name];

  test.each(accepted[name])("takes %p, in and out, as it is", (value) => {
    expect(scalar.parseValue(value)).toBe(value);
    expect(scalar.serialize(value)).toBe(value);
  });

  test.each(refused[name].map((value) => [value]))("refuses %p, in and out, in both languages", (value) => {
    const bilingual = new RegExp(`^${name}: .*[A-Za-z].* / .*[ぁ-ん]`, "u");

    expect(() => scalar.parseValue(value)).toThrow(bilingual);
    expect(() => scalar.serialize(value)).toThrow(bilingual);
  });

  test("refuses literals that are neither numbers nor texts", () => {
    expect(() => scalar.parseLiteral({ kind: Kind.BOOLEAN, value: true })).toThrow(name);
    expect(() => scalar.parseLiteral({ kind: Kind.ENUM, value: "X" })).toThrow(name);
  });
});

describe("any value of a scalar", () => {
  test("that is a safe integer is a Yen, in a literal too", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (yen) => {
        expect(contractScalars.Yen.parseLiteral({ kind: Kind.INT, value: String(yen) })).toBe(yen);
      }),
    );
  });

  test("that is a number with a fraction is no Yen", () => {
    const fractions = fc.double({ noNaN: true }).filter((value) => !Number.isSafeInteger(value));

    fc.assert(fc.property(fractions, (value) => expect(() => contractScalars.Yen.parseValue(value)).toThrow("Yen")));
  });

  test("that is a day of the calendar is a Date, and the day after the month's end is none", () => {
    const days = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });

    fc.assert(
      fc.property(days, (day) => {
        const text = day.toISOString().slice(0, 10);
        const last = new Date(Date.UTC(2000, day.getUTCMonth() + 1, 0)).getUTCDate();
        expect(contractScalars.Date.parseValue(text)).toBe(text);
        expect(() => contractScalars.Date.parseValue(`2000${text.slice(4, 8)}${last + 1}`)).toThrow("Date");
      }),
    );
  });

  test("that is a moment is shown in UTC, whatever its offset", () => {
    const moments = fc.date({ min: new Date("1900-01-02"), max: new Date("2999-12-30"), noInvalidDate: true });

    fc.assert(
      fc.property(moments, (moment) => {
        const inTokyo = new Date(moment.getTime() + 9 * 3_600_000).toISOString().replace("Z", "+09:00");
        expect(contractScalars.DateTime.parseValue(inTokyo)).toBe(moment.toISOString());
      }),
    );
  });

  test("that is any other text is no date, area, industry or fiscal year", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 6 }), (text) => {
        for (const name of ["AreaCode", "IndustryCode", "FiscalYearNumber", "Yen"] as const) {
          expect(() => contractScalars[name].parseValue(text)).toThrow(name);
        }
      }),
    );
  });
});
