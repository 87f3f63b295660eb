/** What one may say of a pair: by pointer, or by a digit while the pair has the focus. */

import { ask } from "../ask.js";
import { element } from "../element.js";
import { plain, say } from "../language.js";
import { auditAway } from "../parts/away.js";
import { hint } from "../parts/paragraphs.js";
import { refusalOf } from "../parts/refusal.js";
import { word } from "../parts/words.js";
import { addressOf, go } from "../router.js";
import { announce } from "../status.js";

/** @import { Content } from "../content.d.ts" */
/** @import { Judgement } from "../answers.d.ts" */
/** @typedef {{ labelling: string, number: number, judgement: Judgement | null, content: Content }} Asked */

/** In the order of their digits. @type {readonly Judgement[]} */
const possible = ["ALIKE", "NOT_ALIKE", "UNSURE"];

/** @param {Asked} asked */
export function answers({ labelling, number, judgement, content }) {
  const outcome = element("div", {});
  let isUnderWay = false;
  /** @param {Judgement} given */
  async function give(given) {
    // Until the next pair is shown, a second press would answer once more for this one.
    if (isUnderWay) return;
    isUnderWay = true;
    const hindrance = await send({ labelling, number, given }).catch(refusalOf);
    if (hindrance) outcome.replaceChildren(hindrance);
    isUnderWay = hindrance === null;
  }
  return element(
    "section",
    { "aria-labelledby": "pair", keydown: (event) => byDigit(event, give) },
    content,
    outcome,
    element(
      "div",
      { class: "answers", role: "group", "aria-label": say("この二つは", "These two are") },
      possible.map((each, at) => button(each, at + 1, { isGiven: each === judgement, give })),
    ),
    hint(
      "キーボードでは、1 から 3 の数字でも答えられます（この組の中に焦点があるとき）。",
      "By keyboard the digits 1 to 3 answer too, while the focus is in this pair.",
    ),
  );
}

/**
 * @param {Judgement} judgement
 * @param {number} digit
 * @param {{ isGiven: boolean, give: (judgement: Judgement) => unknown }} options
 */
function button(judgement, digit, { isGiven, give }) {
  return element(
    "button",
    {
      type: "button",
      class: "button second",
      "aria-pressed": String(isGiven),
      "aria-keyshortcuts": String(digit),
      click: () => give(judgement),
    },
    element("kbd", { "aria-hidden": "true" }, String(digit)),
    " ",
    word(judgement),
  );
}

/**
 * @param {Event} event
 * @param {(judgement: Judgement) => unknown} give
 */
function byDigit(event, give) {
  if (!(event instanceof KeyboardEvent) || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const judgement = possible[Number(event.key.normalize("NFKC")) - 1];
  if (judgement === undefined) return;
  event.preventDefault();
  give(judgement);
}

/**
 * @param {{ labelling: string, number: number, given: Judgement }} label
 * @returns {Promise<HTMLElement | null>} what kept it from being taken
 */
async function send({ labelling, number, given }) {
  const { labelPair } = await ask("label-pair", { labelling, number, judgement: given });
  if (!labelPair) return element("div", {}, auditAway());
  const [problem] = labelPair.problems;
  if (problem) return element("p", { class: "notice failure", role: "alert" }, plain(problem.message));
  announce(say(`組 ${number}: ${word(given)}`, `Pair ${number}: ${word(given)}`));
  go(addressOf("/label", { id: labelling }));
  return null;
}
