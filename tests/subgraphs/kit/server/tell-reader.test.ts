import { describe, expect, test } from "@jest/globals";
import { type Language, tellReader } from "#kit/server/tell-reader.ts";

const both = "Use a code of the area list, such as 16. / 地域コード一覧にあるコード（16 など）を指定してください。";
const told = (message: string, language: Language) =>
  tellReader({ message }, { language, requestId: "1", seesSchema: true }).message;

describe("a value that a subgraph finds wrong", () => {
  test("is said in Japanese with its place, and without English", () => {
    const message = `Variable "$measure" got invalid value "zzz" at "measure.areas[0]"; AreaCode: ${both}`;

    expect(told(message, "ja")).toBe(
      '変数の値が正しくありません（"measure.areas[0]"）。 地域コード一覧にあるコード（16 など）を指定してください。',
    );
  });

  test("is said with the name of its variable where that is its place", () => {
    expect(told(`Variable "$area" got invalid value "a; b"; AreaCode: ${both}`, "ja")).toMatch(/（"\$area"）。 地域/);
  });

  test("is said in English as graphql-js places it", () => {
    const message = `Variable "$area" got invalid value "zzz"; AreaCode: ${both}`;

    expect(told(message, "en")).toBe(message.split(" / ")[0]);
  });
});
