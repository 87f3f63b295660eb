/** Paragraphs that say one thing: what a page is for, and what is good to know besides. */
import { element } from "../element.js";
import { say } from "../language.js";

/**
 * @param {string} japanese
 * @param {string} english
 */
export function lead(japanese, english) {
  return element("p", { class: "lead" }, say(japanese, english));
}

/**
 * @param {string} japanese
 * @param {string} english
 */
export function hint(japanese, english) {
  return element("p", { class: "hint" }, say(japanese, english));
}
