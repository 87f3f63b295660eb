import { describe, expect, test } from "@jest/globals";
import { ERAS, formatInEra } from "../../../../subgraphs/kit/values/eras.ts";
import { parseDate } from "../../../../subgraphs/kit/values/parse-date.ts";

const DAY_MS = 86_400_000;

describe("A date", () => {
  test.each([
    ["2026-04-01", "2026-04-01"],
    ["2026/4/1", "2026-04-01"],
    ["2026年4月1日", "2026-04-01"],
    ["令和8年4月1日", "2026-04-01"],
    ["令和８年　４月　１日", "2026-04-01"],
    ["令和元年5月1日", "2019-05-01"],
    ["R8.4.1", "2026-04-01"],
    ["ｒ８．４．１", "2026-04-01"],
    ["H31.4.30", "2019-04-30"],
    ["昭和64年1月7日", "1989-01-07"],
    ["平成元年1月8日", "1989-01-08"],
    ["大正15年12月24日", "1926-12-24"],
    ["昭和元年12月25日", "1926-12-25"],
    ["明治45年7月29日", "1912-07-29"],
    ["大正元年7月30日", "1912-07-30"],
    ["2024-02-29", "2024-02-29"],
  ])("is read from %s", (text, iso) => {
    expect(parseDate(text)).toEqual({ ok: true, value: iso });
  });

  test.each([
    ["2026-02-30", "DATE_IMPOSSIBLE"],
    ["令和7年2月29日", "DATE_IMPOSSIBLE"],
    ["2026-13-01", "DATE_IMPOSSIBLE"],
    ["平成31年5月1日", "DATE_OUTSIDE_ERA"],
    ["令和元年4月30日", "DATE_OUTSIDE_ERA"],
    ["昭和64年1月8日", "DATE_OUTSIDE_ERA"],
    ["平成元年1月7日", "DATE_OUTSIDE_ERA"],
    ["令和0年5月1日", "DATE_OUTSIDE_ERA"],
    ["明治5年12月2日", "DATE_OLD_CALENDAR"],
    ["2026-4/1", "DATE_FORMAT"],
    ["46113", "DATE_FORMAT"],
    ["来年度", "DATE_FORMAT"],
    ["", "DATE_FORMAT"],
  ])("is refused for %s with %s", (text, code) => {
    expect(parseDate(text)).toMatchObject({ ok: false, reason: { code } });
  });

  test("outside its era is refused with the day on which the era ended", () => {
    const parsed = parseDate("平成31年5月1日");

    expect(parsed.ok ? "" : parsed.reason.ja).toContain("平成は平成31年4月30日までです");
    expect(parsed.ok ? "" : parsed.reason.en).toContain("ended on 2019-04-30");
  });

  test("comes back from its era form for every day of every era", () => {
    const wrong: string[] = [];
    for (const era of ERAS) {
      const last = Date.parse(era.to ?? "2035-12-31");
      for (let day = Date.parse(era.from); day <= last; day += DAY_MS) {
        const iso = new Date(day).toISOString().slice(0, 10);
        const parsed = parseDate(formatInEra(era, iso));
        if (!parsed.ok || parsed.value !== iso) wrong.push(iso);
      }
    }

    expect(wrong).toEqual([]);
  });
});
