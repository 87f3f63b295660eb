/** The number of a check sheet: its fiscal year, and its place in it. */
import { say } from "../language.js";
import { fiscalYear as yearText } from "../parts/formats.js";

/** @param {{ readonly fiscalYear: number, readonly number: number }} check */
export function numberText({ fiscalYear, number }) {
  return say(`${yearText(fiscalYear)} 第${number}号`, `${yearText(fiscalYear)} No. ${number}`);
}
