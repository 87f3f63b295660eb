/** What a text is cut into. */
import { describe, expect, test } from "@jest/globals";
import { createTokenList, normaliseForTokens, tokenise } from "../../../../subgraphs/audit/overlap/tokens.ts";

function cut(text: string): readonly string[] {
  const normalised = normaliseForTokens(text);
  const { starts, ends, length } = tokenise(normalised, createTokenList());
  return Array.from({ length }, (_, at) => normalised.slice(starts[at], ends[at]));
}

function keysOf(text: string): readonly number[] {
  const { keys, length } = tokenise(normaliseForTokens(text), createTokenList());
  return [...keys.subarray(0, length)];
}

describe("Tokens", () => {
  test("are pairs of Han characters and whole words of katakana, letters and digits; hiragana is dropped", () => {
    expect(cut("外国人のためのスマートＩＣＴ研修を２０２４年に")).toEqual([
      "外国",
      "国人",
      "スマート",
      "ict",
      "研修",
      "2024",
      "年",
    ]);
  });

  test.each([
    ["コンピューター", "コンピュータ"],
    ["ｽﾏｰﾄ", "スマート"],
    ["ウィルス", "ウイルス"],
    ["Nurses", "nurse"],
    ["Café", "cafe"],
  ])("take %s and %s for the same", (one, other) => {
    expect(keysOf(one)).toEqual(keysOf(other));
  });

  test("tell words apart that differ", () => {
    const words = ["介護", "看護", "護介", "スマート", "スタート", "care", "core", "2024", "2025"];

    expect(new Set(words.flatMap(keysOf)).size).toBe(words.length);
  });
});
