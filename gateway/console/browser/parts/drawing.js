/** Makes pictures, shape by shape: no text ever becomes markup, and no style stands inline. */

import { toVisible } from "../visible-signs.js";

const svg = "http://www.w3.org/2000/svg";

/**
 * @param {string} name
 * @param {Readonly<Record<string, string | number>>} attributes
 * @param {...(Node | string)} children
 * @returns {SVGElement}
 */
export function drawing(name, attributes, ...children) {
  const made = /** @type {SVGElement} */ (document.createElementNS(svg, name));
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  made.append(...children.map((each) => (typeof each === "string" ? toVisible(each) : each)));
  return made;
}
