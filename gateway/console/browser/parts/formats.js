/** Numbers, money and moments as the reader has them. */
import { language, say } from "../language.js";

/** @import { BudgetAtStake } from "../answers.d.ts" */

/** @param {number} value */
export function number(value) {
  return value.toLocaleString(language());
}

/** @param {number | null} amount in yen */
export function yen(amount) {
  if (amount === null) return say("不明", "not known");
  return say(`${number(amount)} 円`, `${number(amount)} yen`);
}

/** @param {number} value */
export function bits(value) {
  return `${value < 0 ? "−" : ""}${Math.abs(value).toFixed(1)}`;
}

/** @param {number | null} share from 0 to 1 */
export function percent(share) {
  if (share === null) return say("書かれていない", "not stated");
  return `${Math.round(share * 100)} %`;
}

/** The day and minute in Japan. @param {string | null} moment */
export function moment(moment) {
  if (moment === null) return "";
  return new Date(moment).toLocaleString(language(), {
    timeZone: "Asia/Tokyo",
    dateStyle: "medium",
    timeStyle: "short",
  });
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
  if (known === null) return say(`${number(unknown)} 件すべて不明`, `not known of any of the ${number(unknown)}`);
  if (unknown === 0) return yen(known);
  return say(
    `わかっている額 ${yen(known)}（ほかに ${number(unknown)} 件は不明）`,
    `${yen(known)} known; not known of ${number(unknown)} more`,
  );
}

/** The last change in a set of measures. @param {string | null} at */
export function lastChange(at) {
  return at === null ? say("施策なし", "no measures") : moment(at);
}
