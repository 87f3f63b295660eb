/** Brings typed text to one form without changing what a Japanese reader sees. */
import { toNfkc } from "../text/nfkc.ts";

// Whole-text NFKC would also turn 10～20 into 10~20, ㈱ into (株) and 神 (U+FA19) into 神: names would no longer be those of the register.
const WIDTH_VARIANTS = /[０-９Ａ-Ｚａ-ｚ]+|[｡-ﾟ]+|[\u3041-\u30FF][\u3099\u309A]/gu;
const LINE_CONTROLS = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this pattern is for.
const INVISIBLE = /[\u0000-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu;

/**
 * For names and sentences: half-width digits and Latin letters, full-width katakana, composed voiced kana; line breaks and tabs become
 * one space, other control and invisible characters go, blanks at both ends (also U+3000) go.
 */
export function normaliseText(text: string): string {
  return text
    .replace(LINE_CONTROLS, " ")
    .replace(INVISIBLE, "")
    .replace(WIDTH_VARIANTS, (run) => run.normalize("NFKC"))
    .trim();
}

/** For numbers, dates and codes, where width and blanks carry no meaning: full NFKC, no blanks at all. */
export function foldValue(text: string): string {
  return toNfkc(text.replace(INVISIBLE, "")).replace(/\s+/gu, "");
}
