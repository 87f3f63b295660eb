/** Shows what is near while one types: only what answers the words that stand there now, whichever answer arrives when. */
import { ask } from "../ask.js";
import { nameIn } from "../choices.js";
import { element } from "../element.js";
import { say, told } from "../language.js";
import { tag } from "../parts/tag.js";
import { plannedOf } from "./planned.js";

/** @import { NearNow } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */

/** Long enough not to ask with every sign, short enough to keep up with who pauses. */
const pauseMs = 500;
/** A title of fewer signs says nothing yet. */
const leastSigns = 3;

/**
 * @param {HTMLFormElement} made
 * @param {Choices} lists
 */
export function nearNow(made, lists) {
  const place = element("div", { class: "near-now", id: "near-now" });
  let waiting = 0;
  // What was asked before the last key, or before the whole was asked for, is not wanted any more.
  let current = 0;
  const forget = () => {
    clearTimeout(waiting);
    current += 1;
    return current;
  };
  /** @param {number} asked */
  const look = async (asked) => {
    const found = await nearestTo(new FormData(made));
    if (asked === current) place.replaceChildren(...listOf(found, lists));
  };
  made.addEventListener("input", () => {
    const asked = forget();
    waiting = setTimeout(() => look(asked), pauseMs);
  });
  made.addEventListener("submit", () => {
    forget();
    place.replaceChildren();
  });
  return place;
}

/**
 * What is wrong is told when the form is sent.
 * @param {FormData} given
 * @returns {Promise<readonly NearNow[]>}
 */
async function nearestTo(given) {
  const { variables, errors } = plannedOf(given);
  if (errors.length > 0 || String(given.get("name")).trim().length < leastSigns) return [];
  const { similarMeasures } = await ask("near", variables).catch(() => ({ similarMeasures: null }));
  return similarMeasures?.nearest ?? [];
}

/**
 * @param {readonly NearNow[]} found
 * @param {Choices} lists
 */
function listOf(found, lists) {
  if (found.length === 0) return [];
  return [
    element("p", { class: "hint" }, say("いま近いもの（入力に合わせて変わります）", "Near so far, as you type")),
    element(
      "ul",
      { class: "plain-list" },
      found.map(({ grade, existing: { name, department } }) =>
        element(
          "li",
          {},
          tag(grade),
          " ",
          told(name),
          " ",
          element("small", {}, nameIn(lists.departments, department)),
        ),
      ),
    ),
  ];
}
