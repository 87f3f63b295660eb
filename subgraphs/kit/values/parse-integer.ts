/** Whole numbers as people type them: full-width digits, thousands commas, the accountant's ▲ for minus. */
import { foldValue } from "./normalise-text.ts";
import { accept, type Parsed, refuse } from "./outcome.ts";
import { shorten } from "./shorten.ts";

export interface IntegerOptions {
  /** Whether a number below zero is a value (default: no). */
  readonly negative?: boolean;
}

const INTEGER = /^(?<sign>[+-]?)(?<digits>\d+|\d{1,3}(?:,\d{3})+)$/u;

/** Only safe integers (up to 2^53 - 1), because a greater one silently becomes a different number. */
export function parseInteger(text: string, options: IntegerOptions = {}): Parsed<number> {
  const match = INTEGER.exec(foldNumber(text));
  if (match === null) {
    return refuse(
      "INTEGER_FORMAT",
      `整数として読めません:「${shorten(text)}」。1000 または 1,000 の形で入力してください。`,
      `Not a whole number: "${shorten(text)}". Write it like 1000 or 1,000.`,
    );
  }
  const size = Number((match.groups?.["digits"] ?? "").replaceAll(",", ""));
  return checkInteger(match.groups?.["sign"] === "-" ? -size : size, text, options);
}

/** NFKC leaves the mathematical minus, the dashes and the triangles as they are; in front of a figure all of them mean minus. */
export function foldNumber(text: string): string {
  return foldValue(text).replace(/^[−‐‑‒–—▲△]/u, "-");
}

/** The two limits shared by numbers and amounts: the safe range and the sign. */
export function checkInteger(value: number, text: string, options: IntegerOptions): Parsed<number> {
  if (!Number.isSafeInteger(value)) {
    return refuse(
      "NUMBER_TOO_LARGE",
      `数が大きすぎます:「${shorten(text)}」。9,007,199,254,740,991 以下で入力してください。`,
      `The number is too large: "${shorten(text)}". The limit is 9,007,199,254,740,991.`,
    );
  }
  if (value < 0 && options.negative !== true) {
    return refuse(
      "NUMBER_NEGATIVE",
      `負の数は入力できません:「${shorten(text)}」。0 以上で入力してください。`,
      `A negative number is not possible here: "${shorten(text)}". Write zero or more.`,
    );
  }
  return accept(value === 0 ? 0 : value);
}
