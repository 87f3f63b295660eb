import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { foldText } from "#kit/text/fold.ts";
import { markText } from "#kit/text/mark-text.ts";
import { readSynonymRows } from "#kit/text/synonyms/read-synonyms.ts";
import { createSynonyms } from "#kit/text/synonyms/synonyms.ts";
import { endAnalyser, readGeneralSynonyms, readWords, readWordsOf } from "#kit/text/words/analyser.ts";
import { isAskingWord, isFormWord } from "#kit/text/words/form-words.ts";
import { isContent } from "#kit/text/words/word.ts";

async function formsOf(text: string): Promise<string[]> {
  return (await readWordsOf(text)).filter(isContent).map(({ form }) => form);
}

function csv(text: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "synonyms-")), "own.csv");
  writeFileSync(file, text);
  return file;
}

afterAll(endAnalyser);

describe("the words of a text", () => {
  test.each([
    ["Uターン女性社員との座談会", ["u", "タン", "女性", "社員", "座談", "会"]],
    ["DX人材の育成", ["dx", "人材", "育成"]],
    ["仕事を探しています", ["仕事", "探ス"]],
    ["training for nurses 2025", ["training", "for", "nurse", "2025"]],
  ])("of %s are %j", async (text, expected) => {
    const forms = await formsOf(text);

    expect(forms).toEqual(expected);
  });

  test("come with their readings, verbs with that of their dictionary form", async () => {
    const words = await readWordsOf("教育で働きたい");

    const read = words.filter(isContent).map(({ form, reading }) => [form, reading]);
    expect(read).toEqual([
      ["教育", "キヨウイク"],
      ["働ク", "ハタラク"],
    ]);
  });

  test("make up the text, and stand in the order of the texts", async () => {
    const texts = ["看護職員 確保（2025）", "No Japanese here.", "看護職員 確保（2025）", ""];

    const words = await readWords(texts);

    const joined = words.map((each) => each.map(({ surface }) => surface).join(""));
    expect(joined).toEqual(texts.map((text) => text.normalize("NFKC")));
  });

  test("are what the dictionary has, and what it has not by its kind of writing", async () => {
    const words = await readWordsOf("ロボタンクスを𠮷野家で借りられる😀");

    const surfaces = words.map(({ surface, form }) => [surface, form]);
    expect(surfaces).toEqual([
      ["ロボタンクス", "ロボタンクス"],
      ["を", "ヲ"],
      ["𠮷", "𠮷"],
      ["野家", "野家"],
      ["で", "デ"],
      ["借り", "借リル"],
      ["られる", "ラレル"],
      ["😀", "😀"],
    ]);
  });

  test("are found in a text of any length, with or without full stops", async () => {
    const text = "介護の研修".repeat(2000);

    const words = await readWordsOf(text);

    expect(words.map(({ surface }) => surface).join("")).toBe(text);
    expect(words.filter(({ form }) => form === "介護").length).toBeGreaterThan(1990);
  });

  test("can be read again after the analyser has ended", async () => {
    await readWordsOf("就農");
    await endAnalyser();

    const forms = await formsOf("帰農");

    expect(forms).toEqual(["帰農"]);
  });

  test("know what is only form, and what belongs to the asking", async () => {
    const words = await readWordsOf("補助金を探す農家");

    const about = words.filter((word) => isContent(word) && !isFormWord(word) && !isAskingWord(word));
    expect(about.map(({ form }) => form)).toEqual(["農家"]);
  });
});

describe("spellings that a reader takes for the same", () => {
  test.each([
    ["佐々木", "佐佐木"],
    ["學校の先生", "学校の先生"],
    ["こども", "コドモ"],
    ["ｺﾝﾋﾟｭｰﾀｰ", "コンピュータ"],
    ["ＤＸ", "dx"],
  ])("make no difference: %s and %s", (one, other) => {
    expect(foldText(one)).toBe(foldText(other));
  });

  test("are marked in a text as it stands there", () => {
    const fragments = markText("ﾊﾞｲｵﾘﾝとコンピューター、佐々木", ["コンピユタ", "佐佐木", "バイオリン"].map(foldText));

    expect(fragments).toEqual([
      { text: "ﾊﾞｲｵﾘﾝ", isMarked: true },
      { text: "と", isMarked: false },
      { text: "コンピューター", isMarked: true },
      { text: "、", isMarked: false },
      { text: "佐々木", isMarked: true },
    ]);
  });
});

describe("synonyms", () => {
  test("of the field are known from either side", () => {
    const synonyms = createSynonyms(readSynonymRows());

    const [official, everyday] = ["先生", "教員"].map((term) =>
      synonyms.ofField(foldText(term)).map(({ text }) => text),
    );

    expect(official).toContain("教員");
    expect(everyday).toContain("先生");
  });

  test("say what is narrower and, seen from there, wider", () => {
    const synonyms = createSynonyms([{ term: "移住", synonym: "Uターン", kind: "narrower" }]);

    const seen = [...synonyms.ofField(foldText("移住")), ...synonyms.ofField(foldText("Uターン"))];

    expect(seen).toEqual([
      { text: "Uターン", kind: "narrower" },
      { text: "移住", kind: "wider" },
    ]);
  });

  test("of the whole language come from a dictionary, without those of the field", async () => {
    const synonyms = createSynonyms(readSynonymRows());

    const [found = []] = await synonyms.ofLanguage(["残業"]);

    const texts = found.map(({ text }) => text);
    expect(texts).toContain("所定外労働");
    expect(texts).not.toContain("時間外労働");
  });

  test("of the field are known for a word that only the language's dictionary links to them", () => {
    const synonyms = createSynonyms([{ term: "先生", synonym: "教員", kind: "same" }]);

    const found = synonyms.beyond(["先生", "師"]);

    expect(found).toEqual([{ text: "教員", kind: "distant" }]);
  });

  test("of a group that a dictionary gives only from one side are not found from the other", async () => {
    const found = await readGeneralSynonyms(["ホームページ", "あいまい", "そんな語はない"]);

    expect(found.map((texts) => texts.length > 0)).toEqual([true, true, false]);
    expect(found[1]).toEqual(expect.arrayContaining(["曖昧", "あやふや"]));
  });

  test("number four hundred and more", () => {
    expect(readSynonymRows().length).toBeGreaterThan(400);
  });

  test("of an operator stand beside those of the field", () => {
    const file = csv("term,synonym,kind\nくすり屋さん組合,製薬企業,narrower\n");

    const synonyms = createSynonyms(readSynonymRows(file));

    expect(synonyms.ofField(foldText("くすり屋さん組合"))).toEqual([{ text: "製薬企業", kind: "narrower" }]);
  });

  test.each([
    ["a kind that there is none of", "term,synonym,kind\n先生,教員,same\n先生,教師,near\n", "3"],
    ["a line with too little", "term,synonym,kind\n先生,,same\n", "2"],
    ["a line with too much", "term,synonym,kind\n先生,教員,same,x\n", "2"],
    ["no table at all", undefined, "cannot be read"],
  ])("with %s are refused, with the line", (_, text, expected) => {
    const file = text === undefined ? "/nowhere/synonyms.csv" : csv(text);

    expect(() => readSynonymRows(file)).toThrow(expected);
    expect(() => readSynonymRows(file)).toThrow(file);
  });
});
