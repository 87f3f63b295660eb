import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { fiscalYearLabel, fiscalYearOf, parseFiscalYear } from "../../../../subgraphs/kit/values/fiscal-year.ts";

describe("A fiscal year", () => {
  test.each([
    ["2026", 2026],
    ["2026年度", 2026],
    ["FY2026", 2026],
    ["令和8年度", 2026],
    ["令和８", 2026],
    ["R8", 2026],
    ["平成31年度", 2019],
    ["令和元年度", 2019],
    ["平成元年度", 1989],
    ["昭和元年度", 1926],
  ])("is read from %s as the year in which it starts", (text, year) => {
    expect(parseFiscalYear(text)).toEqual({ ok: true, value: year });
  });

  test.each([
    ["昭和64年度", "FISCAL_YEAR_OUTSIDE_ERA"],
    ["平成32年度", "FISCAL_YEAR_OUTSIDE_ERA"],
    ["令和0年度", "FISCAL_YEAR_OUTSIDE_ERA"],
    ["20266", "FISCAL_YEAR_FORMAT"],
    ["0026", "FISCAL_YEAR_FORMAT"],
    ["毎年", "FISCAL_YEAR_FORMAT"],
  ])("is refused for %s with %s", (text, code) => {
    expect(parseFiscalYear(text)).toMatchObject({ ok: false, reason: { code } });
  });

  test("in which the era changed bears the name of the new era", () => {
    expect(fiscalYearLabel(2026)).toEqual({ ja: "令和8年度", en: "FY2026" });
    expect(fiscalYearLabel(2019).ja).toBe("令和元年度");
    expect(fiscalYearLabel(2018).ja).toBe("平成30年度");
    expect(fiscalYearLabel(1989).ja).toBe("平成元年度");
    expect(fiscalYearLabel(1988).ja).toBe("昭和63年度");
  });

  test("comes back from both of its labels", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1886, max: 2117 }), (year) => {
        const label = fiscalYearLabel(year);
        expect(parseFiscalYear(label.ja)).toEqual({ ok: true, value: year });
        expect(parseFiscalYear(label.en)).toEqual({ ok: true, value: year });
      }),
    );
  });

  test("runs from 1 April to 31 March", () => {
    expect(fiscalYearOf("2026-04-01")).toBe(2026);
    expect(fiscalYearOf("2027-03-31")).toBe(2026);
    expect(fiscalYearOf("2026-03-31")).toBe(2025);
  });
});
