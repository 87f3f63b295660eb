/** Numbers, money and moments as the reader has them. */
import { language, say } from "../language.js";

/** @import { BudgetAtStake } from "../answers.d.ts" */

/** @param {number} value */
export function number(value) {
  return value.toLocaleString(language());
}

/** As the reader says it, with the exact value beside it. @param {number | null} amount in yen */
export function yen(amount) {
  if (amount === null) return say("不明", "not known");
  const exact = exactYen(amount);
  const unit = units().find(({ size }) => Math.abs(amount) >= size);
  if (unit === undefined) return exact;
  const short = (amount / unit.size).toLocaleString(language(), { maximumFractionDigits: 1 });
  return say(`${short} ${unit.name}（${exact}）`, `${short} ${unit.name} yen (${exact})`);
}

/** @param {number} amount */
function exactYen(amount) {
  return say(`${number(amount)} 円`, `${number(amount)} yen`);
}

function units() {
  const [japanese, english] = [
    [
      { size: 1e8, name: "億円" },
      { size: 1e4, name: "万円" },
    ],
    [
      { size: 1e9, name: "billion" },
      { size: 1e6, name: "million" },
    ],
  ];
  return language() === "ja" ? japanese : english;
}

/** 令和8年度（2026年度）; a year in which the era changed bears the new era's name. @param {number} year in which it starts */
export function fiscalYear(year) {
  return say(`${eraYear(new Date(Date.UTC(year, 11, 31)))}度（${year}年度）`, `FY${year}`);
}

/**
 * A side that is not known is open.
 * @param {number | null | undefined} first
 * @param {number | null | undefined} last
 */
export function fiscalYears(first, last) {
  if (!first && !last) return null;
  if (first && first === last) return fiscalYear(first);
  return `${first ? fiscalYear(first) : ""}${say("～", "–")}${last ? fiscalYear(last) : ""}`;
}

/** @param {Date} day @returns {string} 令和8年 */
function eraYear(day) {
  return day.toLocaleDateString("ja-JP-u-ca-japanese", { timeZone: "Asia/Tokyo", era: "long", year: "numeric" });
}

/** A date: 令和8年（2026年）4月1日. @param {string} date as a date field has it */
export function day(date) {
  return dayIn(new Date(`${date}T00:00:00+09:00`));
}

/** @param {Date} at */
function dayIn(at) {
  const options = /** @type {const} */ ({ timeZone: "Asia/Tokyo" });
  if (language() === "en") return at.toLocaleDateString("en", { ...options, dateStyle: "medium" });
  const year = at.toLocaleDateString("en", { ...options, year: "numeric" });
  return `${eraYear(at)}（${year}年）${at.toLocaleDateString("ja", { ...options, month: "long", day: "numeric" })}`;
}

/** @param {number} value */
export function bits(value) {
  return `${value < 0 ? "−" : ""}${Math.abs(value).toFixed(1)}`;
}

/** @param {number | null} share from 0 to 1 */
export function percent(share) {
  if (share === null) return say("未記入", "not stated");
  return `${Math.round(share * 100)} %`;
}

/** The day and minute in Japan. @param {string | null} moment */
export function moment(moment) {
  if (moment === null) return "";
  const at = new Date(moment);
  return `${dayIn(at)} ${at.toLocaleTimeString(language(), { timeZone: "Asia/Tokyo", timeStyle: "short" })}`;
}

/** The date in Japan, as a date field has it. */
export function todayInJapan() {
  return new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Tokyo" });
}

/**
 * A sum of budgets, with how many are not in it.
 * @param {BudgetAtStake} budget
 */
export function atStake({ known, measures, unknown }) {
  if (measures === 0) return say("施策なし", "no measures");
  return partlyKnown(known, unknown);
}

/**
 * A sum of what is known, which is never 0 for what is not.
 * @param {number | null} known in yen
 * @param {number} unknown how many are not in it
 */
export function partlyKnown(known, unknown) {
  if (known === null) return say(`${number(unknown)} 件すべて未記入`, `not known of any of the ${number(unknown)}`);
  if (unknown === 0) return yen(known);
  return say(
    `わかっている額 ${yen(known)}（ほかに ${number(unknown)} 件は未記入）`,
    `${yen(known)} known; not known of ${number(unknown)} more`,
  );
}

/** The last change in a set of measures. @param {string | null} at */
export function lastChange(at) {
  return at === null ? say("施策なし", "no measures") : moment(at);
}
