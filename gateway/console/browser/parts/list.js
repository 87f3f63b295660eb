/** A plain list; nothing where there is nothing. */
import { element } from "../element.js";

/** @import { Content } from "../content.d.ts" */

/** @param {readonly Content[]} items */
export function list(items) {
  if (items.length === 0) return null;
  return element(
    "ul",
    { class: "plain-list" },
    items.map((each) => element("li", {}, each)),
  );
}
