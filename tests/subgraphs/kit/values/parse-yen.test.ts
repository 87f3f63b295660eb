import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseInteger } from "../../../../subgraphs/kit/values/parse-integer.ts";
import { parseYen } from "../../../../subgraphs/kit/values/parse-yen.ts";

describe("An amount in yen", () => {
  test.each([
    ["1,000", 1000],
    ["１，０００円", 1000],
    ["50万円", 500_000],
    ["1.5億円", 150_000_000],
    ["13,500千円", 13_500_000],
    ["1億5,000万円", 150_000_000],
    ["167億円", 16_700_000_000],
    ["2百万円", 2_000_000],
    ["¥1,000", 1000],
    ["\\1,000", 1000],
    ["1.1億", 110_000_000],
    ["0円", 0],
  ])("is read from %s", (text, yen) => {
    expect(parseYen(text)).toEqual({ ok: true, value: yen });
  });

  test.each([
    "",
    "円",
    "未定",
    "1,00",
    "0.5円",
    "1.23456万円",
    "5000万1億",
    "1億20000万円",
    "1e5",
    "10%",
    "１２３億億",
  ])("is not guessed from %j", (text) => {
    expect(parseYen(text)).toMatchObject({ ok: false, reason: { code: "YEN_FORMAT" } });
  });

  test("beyond the safe integers is refused, not rounded", () => {
    expect(parseYen("9,007,199,254,740,991")).toEqual({ ok: true, value: Number.MAX_SAFE_INTEGER });
    expect(parseYen("9,007,199,254,740,992")).toMatchObject({ ok: false, reason: { code: "NUMBER_TOO_LARGE" } });
    expect(parseYen("9007.2兆円")).toMatchObject({ ok: false, reason: { code: "NUMBER_TOO_LARGE" } });
  });

  test("below zero is a value only where that is allowed", () => {
    expect(parseYen("▲1,000千円")).toMatchObject({ ok: false, reason: { code: "NUMBER_NEGATIVE" } });
    expect(parseYen("▲1,000千円", { negative: true })).toEqual({ ok: true, value: -1_000_000 });
    expect(parseYen("−5万円", { negative: true })).toEqual({ ok: true, value: -50_000 });
  });

  test("comes back from every way of writing the same safe integer", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (yen) => {
        for (const text of [String(yen), `${yen.toLocaleString("en-US")}円`, `￥${yen}`]) {
          expect(parseYen(text)).toEqual({ ok: true, value: yen });
        }
      }),
    );
  });
});

describe("A whole number", () => {
  test.each([
    ["1,234", 1234],
    ["１２３", 123],
    ["+5", 5],
    ["0", 0],
  ])("is read from %s", (text, value) => {
    expect(parseInteger(text)).toEqual({ ok: true, value });
  });

  test.each(["", "1.5", "12,34", "十", "=1+1"])("is not guessed from %j", (text) => {
    expect(parseInteger(text)).toMatchObject({ ok: false, reason: { code: "INTEGER_FORMAT" } });
  });

  test("comes back as the same number, never as minus zero", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(parseInteger(String(value), { negative: true })).toEqual({ ok: true, value });
      }),
    );
    expect(parseInteger("-0", { negative: true })).toEqual({ ok: true, value: 0 });
  });
});
