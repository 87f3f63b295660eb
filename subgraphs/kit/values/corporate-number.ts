/** The 13-digit corporate number (法人番号) of the National Tax Agency; its first digit checks the other twelve. */
import { foldValue } from "./normalise-text.ts";
import { accept, type Parsed, refuse } from "./outcome.ts";
import { shorten } from "./shorten.ts";

/** True for 13 ASCII digits whose check digit is right. */
export function isCorporateNumber(text: string): boolean {
  return /^\d{13}$/.test(text) && Number(text[0]) === checkDigit(text.slice(1));
}

/** Full-width digits and grouping hyphens (7-0000-1205-0002) → "7000012050002". */
export function parseCorporateNumber(text: string): Parsed<string> {
  const digits = foldValue(text).replaceAll("-", "");
  if (isCorporateNumber(digits)) return accept(digits);
  return refuse(
    "CORPORATE_NUMBER_INVALID",
    `法人番号として正しくありません:「${shorten(text)}」。国税庁が指定した13桁の番号を確かめてください。`,
    `Not a corporate number: "${shorten(text)}". Check the 13 digits that the National Tax Agency assigned.`,
  );
}

// 法人番号の指定等に関する省令 art. 2: 9 - (Σ digit × weight mod 9), counted from the last digit, weights 1 and 2 by turns.
function checkDigit(base: string): number {
  const sum = [...base].reverse().reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 2), 0);
  return 9 - (sum % 9);
}
