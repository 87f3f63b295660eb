/** Says once on a page that budgets are not known, and what to enter, so that no row has to. */
import { element } from "../element.js";
import { say } from "../language.js";
import { number } from "./formats.js";

/** @param {number} unknown of how many measures on the page */
export function unknownBudgets(unknown) {
  if (unknown === 0) return null;
  return element(
    "p",
    { class: "hint budgets" },
    say(
      `予算のわからない施策が ${number(unknown)} 件あります。所管の部局が「予算」に年度・区分・額（円）を入力すると、ここに表れます。`,
      `The budgets of ${number(unknown)} measures are not known. They show here once their departments enter fiscal year, stage and amount (yen).`,
    ),
  );
}

/** How many of these have none that is known. @param {readonly { readonly budget: number | null }[]} measures */
export function countUnknown(measures) {
  return measures.filter(({ budget }) => budget === null).length;
}
