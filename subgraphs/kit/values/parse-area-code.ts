/** Codes of prefectures (JIS X 0401) and municipalities (JIS X 0402). */
import { foldValue } from "./normalise-text.ts";
import { accept, type Parsed, refuse } from "./outcome.ts";
import { shorten } from "./shorten.ts";

const PREFECTURES = 47;

/** "16" stays; "16201" stays; "162019" (with check digit) → "16201". Whether a municipality of that number exists is for its register to say. */
export function parseAreaCode(text: string): Parsed<string> {
  const code = foldValue(text);
  if (!/^(?:\d{2}|\d{5}|\d{6})$/.test(code)) return refuseFormat(text);
  const prefecture = Number(code.slice(0, 2));
  if (prefecture < 1 || prefecture > PREFECTURES) return refusePrefecture(text);
  return code.length === 6 && Number(code[5]) !== checkDigit(code) ? refuseCheckDigit(text) : accept(code.slice(0, 5));
}

// JIS X 0402: weights 6 to 2; 11 minus the remainder by 11, of which the last digit counts.
function checkDigit(code: string): number {
  const sum = [...code.slice(0, 5)].reduce((total, digit, index) => total + Number(digit) * (6 - index), 0);
  return (11 - (sum % 11)) % 10;
}

// Spreadsheets drop the zero of 01202 (Hakodate): the commonest fault of all, so the reason names it.
function refuseFormat(text: string): Parsed<never> {
  return refuse(
    "AREA_CODE_FORMAT",
    `地域コードとして読めません:「${shorten(text)}」。2桁・5桁・6桁の数字で、先頭の0も含めて入力してください。`,
    `Not an area code: "${shorten(text)}". Write 2, 5 or 6 digits, with the zero in front if there is one.`,
  );
}

function refusePrefecture(text: string): Parsed<never> {
  return refuse(
    "AREA_CODE_PREFECTURE",
    `都道府県の番号がありません:「${shorten(text)}」。先頭の2桁は 01 から 47 までです。`,
    `No such prefecture: "${shorten(text)}". The first two digits run from 01 to 47.`,
  );
}

function refuseCheckDigit(text: string): Parsed<never> {
  return refuse(
    "AREA_CODE_CHECK_DIGIT",
    `地域コードの検査数字(6桁目)が合いません:「${shorten(text)}」。番号を確かめてください。`,
    `The check digit (the sixth) does not fit: "${shorten(text)}". Check the number.`,
  );
}
