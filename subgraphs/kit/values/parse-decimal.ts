/** Numbers with a fraction, and rates in per cent: 12.5, １２．５, 1,234.5, 50%. */
import { accept, type Parsed, refuse } from "./outcome.ts";
import { foldNumber } from "./parse-integer.ts";
import { shorten } from "./shorten.ts";

const DECIMAL = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?(?:%|パーセント)?$/u;

/** A per-cent sign says what the number counts and does not change it: fields hold 50 for 50%. */
export function parseDecimal(text: string): Parsed<number> {
  const folded = foldNumber(text);
  const value = Number(folded.replaceAll(",", "").replace(/%|パーセント/u, ""));
  // Beyond 15 digits a double is another number than the one that was written.
  if (DECIMAL.test(folded) && folded.replace(/\D/gu, "").length <= 15) return accept(value === 0 ? 0 : value);
  return refuse(
    "DECIMAL_FORMAT",
    `数として読めません:「${shorten(text)}」。12.5、1,234.5、50% のように、15桁以内で入力してください。`,
    `Not a number: "${shorten(text)}". Write it like 12.5, 1,234.5 or 50%, with at most 15 digits.`,
  );
}
