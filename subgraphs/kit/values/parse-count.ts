/** Numbers of persons and things with the word that counts them: 10人, 1.2千人, 3か所, 3年. */

import { foldValue } from "./normalise-text.ts";
import type { Parsed } from "./outcome.ts";
import { parseDecimal } from "./parse-decimal.ts";
import { type IntegerOptions, parseInteger } from "./parse-integer.ts";

/** Fields that count time say so by their name; months in a field of years would be another number. */
const timeCounters: Readonly<Record<string, readonly string[]>> = {
  Years: ["年", "年間", "か年"],
  Year: ["年"],
  Months: ["か月", "ヶ月", "カ月", "ヵ月", "箇月", "月", "か月間"],
  Weeks: ["週", "週間"],
  Days: ["日", "日間"],
  Hours: ["時間"],
  Minutes: ["分"],
};

const counters =
  "人 名 件 社 者 団体 校 か所 箇所 ヶ所 カ所 ヵ所 回 戸 台 組 世帯 コース 講座 施設 事業所 機関 園 店 個 本 冊 棟 床 枠 口 市 町 村 市町村".split(
    " ",
  );

const SCALED = /^(?<sign>[+-]?)(?<number>[\d,]+(?:\.\d+)?)(?<scale>千|万|百万|億)$/u;
const SCALES: Readonly<Record<string, number>> = { 千: 3, 万: 4, 百万: 6, 億: 8 };

export function parseCount(text: string, field: string, options: IntegerOptions = {}): Parsed<number> {
  const plain = toPlainNumber(text, field);
  return parseInteger(plain, options);
}

export function parseMeasurement(text: string, field: string): Parsed<number> {
  return parseDecimal(toPlainNumber(text, field));
}

/** The text itself where the word does not count what the field counts. */
function toPlainNumber(text: string, field: string): string {
  const folded = foldValue(text);
  const words = Object.entries(timeCounters).find(([end]) => field.endsWith(end))?.[1] ?? counters;
  const word = words.filter((each) => folded.endsWith(foldValue(each))).sort((a, b) => b.length - a.length)[0];
  const number = word === undefined ? folded : folded.slice(0, folded.length - foldValue(word).length);
  const { sign = "", number: digits = "", scale = "" } = SCALED.exec(number)?.groups ?? {};
  if (scale !== "") return `${sign}${shifted(digits.replaceAll(",", ""), SCALES[scale] ?? 0)}`;
  return /^[-+−▲△]?[\d,.]+$/u.test(number) ? number : text;
}

function shifted(digits: string, places: number): string {
  const [whole = "", fraction = ""] = digits.split(".");
  const kept = fraction.slice(places).replace(/0+$/, "");
  const integer = `${whole}${fraction.slice(0, places).padEnd(places, "0")}`.replace(/^0+(?=\d)/, "");
  return kept === "" ? integer : `${integer}.${kept}`;
}
