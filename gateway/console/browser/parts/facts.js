/** A list of what is known: names and values; what is absent is left out. */
import { element } from "../element.js";

/** @import { Content } from "../content.d.ts" */

/** @param {readonly (readonly [name: string, value: Content])[]} stated */
export function facts(stated) {
  const shown = stated.filter(([, value]) => value !== null && value !== undefined && value !== "" && value !== false);
  return element(
    "dl",
    { class: "facts" },
    shown.map(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]),
  );
}
