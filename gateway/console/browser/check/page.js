/** The check ahead: what exists already like a measure that is only planned. */

import { ask } from "../ask.js";
import { choices } from "../choices.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { form } from "../parts/form.js";
import { lead } from "../parts/paragraphs.js";
import { announce } from "../status.js";
import { plannedFields } from "./fields.js";
import { fieldErrorsOf, plannedOf } from "./planned.js";
import { resultOf } from "./result.js";

/** @import { Choices } from "../choices.js" */
/** @import { FieldError } from "../parts/form.js" */
/** @import { Page } from "../router.js" */

/** What was entered, so that a change of language takes nothing away. */
let draft = new FormData();

/** @type {Page} */
export const checkPage = {
  title: () => say("計画中の施策を確かめる", "Check a planned measure"),
  async show() {
    const lists = await choices();
    const result = element("section", { id: "result" });
    const made = form({
      id: "plan",
      submit: say("似た施策を探す", "Find what is like it"),
      fields: plannedFields(draft, lists),
      send: (given) => check(given, result, lists),
    });
    made.addEventListener("input", () => {
      draft = new FormData(made);
    });
    return [introduction(), made, result];
  },
};

function introduction() {
  return [
    lead(
      "予算を求める前に、似た施策が既にあるかを全部局の施策から探します。",
      "Before you ask for money: see whether something like it exists already, in any department.",
    ),
    element(
      "p",
      { class: "notice" },
      say(
        "ここに書いたことは、どこにも保存されません。書くほど確かに比べられます。書かなかった項目は比べません。",
        "Nothing that you enter is saved. The more you state, the surer the comparison; what is left empty is not compared.",
      ),
    ),
  ];
}

/**
 * @param {FormData} given
 * @param {HTMLElement} result
 * @param {Choices} lists
 * @returns {Promise<readonly FieldError[]>}
 */
async function check(given, result, lists) {
  result.replaceChildren();
  const { variables, errors } = plannedOf(given);
  if (errors.length > 0) return errors;
  announce(say("比べています…", "Comparing…"));
  try {
    const { previewMeasure } = await ask("preview", variables);
    if (previewMeasure) showResult(result, resultOf(previewMeasure, lists));
    return [];
  } catch (error) {
    return fieldErrorsOf(error);
  }
}

/**
 * @param {HTMLElement} result
 * @param {readonly HTMLElement[]} content beginning with its heading
 */
function showResult(result, content) {
  result.replaceChildren(...content);
  content[0]?.focus();
  announce(content[0]?.textContent ?? "");
}
