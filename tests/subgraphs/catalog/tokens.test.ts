import { describe, expect, test } from "@jest/globals";
import { queryTokens, textTokens } from "../../../subgraphs/catalog/search/tokens.ts";

/** Whether each token of the query is among those of the text. */
function finds(query: string, text: string): boolean {
  const tokens = textTokens(text);
  const wanted = queryTokens(query);
  return (
    wanted.length > 0 &&
    wanted.every(({ text: token, prefix }) => tokens.some((own) => (prefix ? own.startsWith(token) : own === token)))
  );
}

describe("a search", () => {
  test.each([
    ["看護", "看護職員確保対策事業"],
    ["職員確保", "看護職員確保対策事業"],
    ["業", "看護職員確保対策事業"],
    ["ｶｲｺﾞ", "カイゴの日"],
    ["かいご", "カイゴの日"],
    ["カイゴ", "かいごの日"],
    ["インターン", "学生インターンシップ"],
    ["ｲﾝﾀｰﾝ", "インターンシップ"],
    ["コンピュータ", "コンピューター講座"],
    ["コンピューター", "コンピュータ講座"],
    ["ウェルカム", "ウエルカム富山"],
    ["バイオリン", "ヴァイオリン教室"],
    ["ＤＸ", "dx推進"],
    ["Nurse", "training for nurses"],
    ["nurses", "a nurse at school"],
    ["subsidies", "a subsidy for hosts"],
    ["train", "training for nurses"],
    ["cafe", "Café ☕ talks"],
    ["２０２５", "令和7年度（2025年度）"],
    ["佐々木", "佐々木記念奨学金"],
    ["TYM-WEL-001", "TYM-WEL-001"],
    ["介護の仕事", "介護職の仕事を知る"],
  ])("for %s finds %s", (query, text) => {
    const found = finds(query, text);

    expect(found).toBe(true);
  });

  test.each([
    ["護看", "看護職員確保対策事業"],
    ["介護", "看護職員確保対策事業"],
    ["ining", "training for nurses"],
    ["%", "看護職員確保対策事業"],
    ["", "看護職員確保対策事業"],
    ["！？。、", "看護職員！？"],
  ])("for %j does not find %s", (query, text) => {
    const found = finds(query, text);

    expect(found).toBe(false);
  });

  test("reads only the beginning of a very long query", () => {
    const tokens = queryTokens("介護看護人材確保".repeat(100_000));

    expect(tokens.length).toBeLessThanOrEqual(24);
  });

  test("keeps a single kana where there is nothing else to look for", () => {
    const tokens = queryTokens("の");

    expect(tokens).toEqual([{ text: "ノ", prefix: true }]);
  });
});
