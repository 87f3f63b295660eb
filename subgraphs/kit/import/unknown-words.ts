/** What an office writes where it does not know, or has nothing to write: unknown, and never zero. */
import { toNfkc } from "../text/nfkc.ts";

const WORDS: ReadonlySet<string> = new Set(
  "不明 未詳 未定 未確定 未記入 未記載 調整中 検討中 精査中 該当なし 該当無し 該当せず 非該当 記載なし 記載無し 情報なし n/a na unknown tbd undecided 不詳".split(
    " ",
  ),
);

/** Says that there is nothing, which of a list is an answer: it is empty. */
const NOTHING: ReadonlySet<string> = new Set(["なし", "無し", "無", "ナシ", "none", "nil"]);

/** Dashes of every make, and the long vowel that stands for one. */
const DASHES = /^[-‐‑‒–—―−ー─━ｰ~〜～…・.]+$/u;

export function saysUnknown(text: string): boolean {
  const folded = fold(text);
  return WORDS.has(folded) || (folded !== "" && DASHES.test(folded));
}

export function saysNothing(text: string): boolean {
  return NOTHING.has(fold(text));
}

function fold(text: string): string {
  if (text.length > 30) return "";
  const folded = toNfkc(text).replace(/\s+/gu, "").toLowerCase();
  return folded.replace(/^[(（](.*)[)）]$/u, "$1");
}
