/** What measures do not state: the limits of what can be said of them. */
import { element } from "../element.js";
import { say } from "../language.js";
import { number } from "./formats.js";
import { list } from "./list.js";
import { word } from "./words.js";

/** @import { MissingField } from "../answers.d.ts" */

/** @param {readonly MissingField[]} missing */
export function missingFields(missing) {
  if (missing.length === 0) return null;
  const text = (/** @type {MissingField} */ { field, measures }) =>
    say(`${word(field)}: ${number(measures)} 件`, `${word(field)}: ${number(measures)} measures`);
  return element(
    "details",
    {},
    element("summary", {}, say("未記入の項目", "What is not stated")),
    element("div", { class: "columns" }, list(missing.map(text))),
  );
}
