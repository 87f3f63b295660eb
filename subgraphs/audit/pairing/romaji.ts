/** Reads a name in Latin letters as hiragana: Toyama is とやま. Letters that are no syllable are left out. */
export function romajiToHiragana(romaji: string): string {
  return [...romaji.matchAll(syllable)].map(([, start = "", vowel = ""]) => kanaOf(start, vowel)).join("");
}

/** ん where no vowel follows. */
const syllable = /(sh|ch|ts|ky|ny|hy|my|ry|gy|by|py|[kgszjtdnhbpmyrwf])?([aiueo])|n(?![aiueo])/gu;

const vowels = "aiueo";

/** The five of each row, or the three of a row with small ゃ, ゅ and ょ. */
const rows: Readonly<Record<string, string>> = {
  "": "あ い う え お",
  k: "か き く け こ",
  g: "が ぎ ぐ げ ご",
  s: "さ し す せ そ",
  z: "ざ じ ず ぜ ぞ",
  t: "た ち つ て と",
  d: "だ ぢ づ で ど",
  n: "な に ぬ ね の",
  h: "は ひ ふ へ ほ",
  b: "ば び ぶ べ ぼ",
  p: "ぱ ぴ ぷ ぺ ぽ",
  m: "ま み む め も",
  y: "や い ゆ いぇ よ",
  r: "ら り る れ ろ",
  w: "わ うぃ う うぇ を",
  f: "ふぁ ふぃ ふ ふぇ ふぉ",
  j: "じゃ じ じゅ じぇ じょ",
  sh: "しゃ し しゅ しぇ しょ",
  ch: "ちゃ ち ちゅ ちぇ ちょ",
  ts: "つぁ つぃ つ つぇ つぉ",
  ky: "きゃ きぃ きゅ きぇ きょ",
  ny: "にゃ にぃ にゅ にぇ にょ",
  hy: "ひゃ ひぃ ひゅ ひぇ ひょ",
  my: "みゃ みぃ みゅ みぇ みょ",
  ry: "りゃ りぃ りゅ りぇ りょ",
  gy: "ぎゃ ぎぃ ぎゅ ぎぇ ぎょ",
  by: "びゃ びぃ びゅ びぇ びょ",
  py: "ぴゃ ぴぃ ぴゅ ぴぇ ぴょ",
};

function kanaOf(start: string, vowel: string): string {
  return vowel === "" ? "ん" : (rows[start]?.split(" ")[vowels.indexOf(vowel)] ?? "");
}
