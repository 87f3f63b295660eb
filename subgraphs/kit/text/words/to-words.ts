/** Makes of the analyser's tokens the words that texts and questions are compared by. */
import { foldText, foldWord } from "../fold.ts";
import { stringsOfWord } from "./analyser-messages.ts";
import type { Word, WordKind } from "./word.ts";

export function toWords(strings: readonly string[]): readonly Word[] {
  const words: Word[] = [];
  for (let at = 0; at < strings.length; at += stringsOfWord) {
    const [surface = "", part = "", subcategory = "", base = "", reading = ""] = strings.slice(at, at + stringsOfWord);
    if (/[\p{L}\p{N}]/u.test(surface) && !isJapanese.test(surface)) words.push(...toLatinWords(surface));
    else
      words.push({
        surface,
        kind: kindOf({ surface, part, subcategory }),
        form: foldText(base),
        reading: foldText(reading),
      });
  }
  return words;
}

/** The words of a text without any Japanese, which the analyser need not be asked about; undefined of any other. */
export function toWordsAtOnce(text: string): readonly Word[] | undefined {
  return isJapanese.test(text) ? undefined : toLatinWords(text);
}

const isJapanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** The dictionary of Japanese cuts nothing else apart, and knows nothing of it. */
function toLatinWords(surface: string): readonly Word[] {
  return [...surface.matchAll(/\p{N}+|[\p{L}\p{M}]+|[^\p{N}\p{L}\p{M}]+/gu)].map(([piece]) => ({
    surface: piece,
    kind: kindOfPiece(piece),
    form: foldWord(foldText(piece)),
    reading: "",
  }));
}

function kindOfPiece(piece: string): WordKind {
  if (/^\p{N}/u.test(piece)) return "number";
  return /^\p{L}/u.test(piece) ? "letters" : kindOfSign(piece);
}

interface Described {
  readonly surface: string;
  readonly part: string;
  readonly subcategory: string;
}

function kindOf({ surface, part, subcategory }: Described): WordKind {
  if (!/[\p{L}\p{N}]/u.test(surface)) return kindOfSign(surface);
  switch (part) {
    case "名詞":
      return kindsOfNoun[subcategory] ?? "noun";
    case "動詞":
      return subcategory === "自立" ? "verb" : "other";
    case "形容詞":
      return subcategory === "自立" ? "adjective" : "other";
    case "副詞":
      return "adverb";
    case "接頭詞":
      return "affix";
    case "UNK":
      return "noun";
    default:
      return "other";
  }
}

/** これ, こと and もの name nothing. */
const kindsOfNoun: Readonly<Record<string, WordKind>> = {
  代名詞: "other",
  非自立: "other",
  特殊: "other",
  接尾: "affix",
  数: "number",
};

function kindOfSign(sign: string): WordKind {
  return /[。、，．!?！？;；\n]|\. /u.test(sign) ? "break" : "other";
}
