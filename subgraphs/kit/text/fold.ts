/** Brings spellings that a reader takes for the same into one form, for texts and queries alike; never shown to anybody. */
import { toNfkc } from "./nfkc.ts";
import { toTodaysCharacters } from "./old-characters.ts";

const KATAKANA_OF_HIRAGANA = 0x30a1 - 0x3041;

/** Width, case, hiragana and katakana, small kana, long marks, ヴ, 々 and characters of old make no difference afterwards. */
export function foldText(text: string): string {
  return toTodaysCharacters(toNfkc(text))
    .toLowerCase()
    .replace(/(\p{Script=Han})々/gu, "$1$1")
    .replace(/[ぁ-ゖゝゞ]/gu, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) + KATAKANA_OF_HIRAGANA))
    .replace(/ヴ([ァィェォ])/gu, (_, vowel: string) => V_ROW[vowel] ?? "ブ")
    .replace(/ヴ/gu, "ブ")
    .replace(/[ァィゥェォッャュョヮヵヶ]/gu, (kana) => LARGE[kana] ?? kana)
    .replace(/(?<=\p{Script=Katakana})ー+/gu, "");
}

/** ヴァイオリン and バイオリン. */
const V_ROW: Readonly<Record<string, string>> = { ァ: "バ", ィ: "ビ", ェ: "ベ", ォ: "ボ" };

/** ウィ and ウイ, キャ and キヤ; ヶ is read and written ケ or カ, but looks like ケ. */
const LARGE: Readonly<Record<string, string>> = {
  ァ: "ア",
  ィ: "イ",
  ゥ: "ウ",
  ェ: "エ",
  ォ: "オ",
  ッ: "ツ",
  ャ: "ヤ",
  ュ: "ユ",
  ョ: "ヨ",
  ヮ: "ワ",
  ヵ: "カ",
  ヶ: "ケ",
};

/** Accents off, and the English plural: nurses and nurse, subsidies and subsidy are one word. */
export function foldWord(word: string): string {
  const plain = word.normalize("NFKD").replace(/\p{M}/gu, "");
  if (plain.length < 4 || !plain.endsWith("s") || /(ss|us|is)$/.test(plain)) return plain;
  return plain.endsWith("ies") ? `${plain.slice(0, -3)}y` : plain.slice(0, -1);
}
