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
        "事業名と、何をするかを書けば探せます。ここに書いたことは、どこにも保存されません。",
        "A name and what it does are enough to search with. Nothing that you enter is saved.",
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
    const { similarMeasures } = await ask("similar", variables);
    if (similarMeasures) showResult(result, resultOf(similarMeasures, lists));
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
