import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { normaliseText } from "../../../../subgraphs/kit/values/normalise-text.ts";
import { parseBoolean } from "../../../../subgraphs/kit/values/parse-boolean.ts";
import { parseList } from "../../../../subgraphs/kit/values/parse-list.ts";
import { shorten } from "../../../../subgraphs/kit/values/shorten.ts";

describe("Normalised text", () => {
  test("has half-width digits and Latin letters, full-width katakana and composed voiced kana", () => {
    expect(normaliseText("ＤＸ推進２０２６ ｶﾞｲﾄﾞ か\u3099")).toBe("DX推進2026 ガイド が");
  });

  test("keeps what a Japanese reader sees: wave dashes, brackets, ㈱ and the variant kanji of names", () => {
    expect(normaliseText("㈱富山（10～20）：\uFA19")).toBe("㈱富山（10～20）：\uFA19");
  });

  test("has no blanks at its ends, no line breaks and no invisible characters", () => {
    expect(normaliseText("　一行目\r\n二\u202E行\u0007目\t")).toBe("一行目 二行目");
  });

  test("does not change when normalised again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(normaliseText(normaliseText(text))).toBe(normaliseText(text));
      }),
    );
  });
});

describe("Yes and no", () => {
  test.each(["はい", "YES", "ｔｒｕｅ", "○", "〇", "１"])("%s is yes", (text) => {
    expect(parseBoolean(text)).toEqual({ ok: true, value: true });
  });

  test.each(["いいえ", "No", "FALSE", "×", "0"])("%s is no", (text) => {
    expect(parseBoolean(text)).toEqual({ ok: true, value: false });
  });

  test.each(["", "2", "△", "たぶん"])("%j is neither, and not guessed", (text) => {
    expect(parseBoolean(text)).toMatchObject({ ok: false, reason: { code: "BOOLEAN_FORMAT" } });
  });
});

describe("A list in a cell", () => {
  test("is parted by ; ； 、 and line breaks, in order", () => {
    expect(parseList("若者; 女性；高齢者、障害者\r\n外国人;")).toEqual({
      ok: true,
      value: ["若者", "女性", "高齢者", "障害者", "外国人"],
    });
  });

  test("is empty for an empty cell", () => {
    expect(parseList("　")).toEqual({ ok: true, value: [] });
  });
});

describe("A shortened value", () => {
  test("is one short line of whole characters", () => {
    expect(shorten("𠮷".repeat(50))).toBe(`${"𠮷".repeat(40)}…`);
    expect(shorten("富山")).toBe("富山");
  });
});
