/** How many pairs of a sample are labelled. */
import { element } from "../element.js";
import { say } from "../language.js";
import { number } from "../parts/formats.js";

/**
 * @param {number} judged
 * @param {number} size
 */
export function progress(judged, size) {
  const text = say(
    `${number(size)} 組のうち ${number(judged)} 組に答えました`,
    `${number(judged)} of ${number(size)} pairs are labelled`,
  );
  return element(
    "p",
    { class: "progress" },
    element("progress", { max: size, value: judged, "aria-hidden": "true" }),
    element("span", {}, text),
  );
}
