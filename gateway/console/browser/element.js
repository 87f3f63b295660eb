/** Makes elements. Text is always text: nothing here, or anywhere in the console, reads markup. */

import { toVisible } from "./visible-signs.js";

/** @import { Content, Property } from "./content.d.ts" */

/** Attributes that people read or hear; the others are for the browser. */
const readAloud = new Set(["title", "alt", "placeholder", "aria-label", "aria-description", "aria-valuetext", "label"]);

/**
 * Functions listen to the event of their name, `true` is an attribute without a value, what is absent is left out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Readonly<Record<string, Property>>} [properties]
 * @param {...Content} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) give(made, name, value);
  made.append(...nodesOf(children));
  return made;
}

/**
 * @param {Element} made
 * @param {string} name
 * @param {Property} value
 */
export function give(made, name, value) {
  if (typeof value === "function") made.addEventListener(name, value);
  else if (value === true) made.setAttribute(name, "");
  else if (value !== false && value !== null && value !== undefined)
    made.setAttribute(name, readAloud.has(name) ? toVisible(String(value)) : String(value));
}

/**
 * @param {readonly Content[]} contents
 * @returns {(Node | string)[]}
 */
function nodesOf(contents) {
  return contents.flatMap((each) => {
    if (each === null || each === undefined || each === false) return [];
    if (each instanceof Node) return [each];
    return typeof each === "object" ? nodesOf(each) : [toVisible(String(each))];
  });
}
