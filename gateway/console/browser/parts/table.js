/** A table with a caption, that can be scrolled where it is wider than the screen. */
import { element } from "../element.js";

/** @import { Content } from "../content.d.ts" */

/**
 * @param {object} options
 * @param {string} options.caption
 * @param {readonly Content[]} options.headings
 * @param {readonly (readonly Content[])[]} options.rows the first cell of each is its heading
 * @param {readonly Content[]} [options.total]
 * @param {string} [options.kind]
 */
export function table({ caption, headings, rows, total, kind = "" }) {
  const made = element(
    "table",
    { class: kind },
    element("caption", {}, caption),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        headings.map((each) => element("th", { scope: "col" }, each)),
      ),
    ),
    element("tbody", {}, rows.map(row)),
    total && element("tfoot", {}, row(total)),
  );
  return element("div", { class: "wide", role: "group", "aria-label": caption, tabindex: 0 }, made);
}

/** @param {readonly Content[]} cells */
function row([first, ...others]) {
  const heading = element("th", { scope: "row" }, first);
  return element(
    "tr",
    {},
    heading,
    others.map((each) => element("td", {}, each)),
  );
}
