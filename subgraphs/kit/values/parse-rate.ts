/** Rates in per cent as guidelines write them: 50%, 1/2, ３分の２以内, 5割. */
import { toNfkc } from "../text/nfkc.ts";
import { accept, type Parsed, refuse } from "./outcome.ts";
import { parseDecimal } from "./parse-decimal.ts";
import { shorten } from "./shorten.ts";

const KANJI = "〇一二三四五六七八九十";
const PARTS = /^(?<denominator>\d+)分の(?<numerator>\d+)$/u;
const SHARE = /^(?<numerator>\d+)\/(?<denominator>\d+)$/u;
const TENTHS = /^(?<tenths>\d{1,2}(?:\.\d)?)割(?:(?<hundredths>\d)分)?$/u;

/** A share comes as per cent with two decimals, as records have it: 2/3 is 66.67. */
export function parseRate(text: string): Parsed<number> {
  const written = toNfkc(text).trim();
  // Without its blank, one and a half would be eleven halves.
  if (/\d\s+\d/u.test(written)) return refuseRate(text);
  const folded = written
    .replace(/\s+/gu, "")
    .replace(/[一二三四五六七八九十](?=割|分|$)|(?<=分の)[一二三四五六七八九十]/gu, kanjiDigit);
  const share = (PARTS.exec(folded) ?? SHARE.exec(folded))?.groups;
  if (share) return parseShare(Number(share["numerator"]), Number(share["denominator"]), text);
  const { tenths, hundredths = "0" } = TENTHS.exec(folded)?.groups ?? {};
  if (tenths !== undefined) return accept(Number((Number(tenths) * 10 + Number(hundredths)).toFixed(2)));
  return parseDecimal(folded);
}

function parseShare(numerator: number, denominator: number, text: string): Parsed<number> {
  if (denominator === 0 || numerator > denominator || denominator > 1000) return refuseRate(text);
  return accept(Math.round((numerator / denominator) * 10_000) / 100);
}

function kanjiDigit(sign: string): string {
  return String(KANJI.indexOf(sign));
}

function refuseRate(text: string): Parsed<never> {
  return refuse(
    "RATE_FORMAT",
    `率として読めません:「${shorten(text)}」。50%、1/2、3分の2、5割 のように入力してください。`,
    `Not a rate: "${shorten(text)}". Write it like 50%, 1/2 or 3分の2.`,
  );
}
