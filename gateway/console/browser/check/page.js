/** The check ahead: what exists already like a measure that is only planned. */

import { ask } from "../ask.js";
import { choices } from "../choices.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { form } from "../parts/form.js";
import { lead } from "../parts/paragraphs.js";
import { addressOf } from "../router.js";
import { announce } from "../status.js";
import { plannedFields } from "./fields.js";
import { nearNow } from "./near-now.js";
import { fieldErrorsOf, plannedOf } from "./planned.js";
import { resultOf } from "./result.js";
import { saveForm } from "./save.js";

/** @import { Choices } from "../choices.js" */
/** @import { Content } from "../content.d.ts" */
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
    made.querySelector("#further")?.before(nearNow(made, lists));
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
        "事業名と、何をするかを書けば探せます。結果を重複確認書として保存しないかぎり、何も保存されません。",
        "A name and what it does are enough to search with. Nothing is saved unless you save the result as a check sheet.",
      ),
    ),
    element(
      "p",
      {},
      element("a", { href: addressOf("/saved-checks") }, say("保存した重複確認書を見る", "See the saved check sheets")),
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
    if (similarMeasures) showResult(result, [...resultOf(similarMeasures, lists), saveForm(variables)]);
    return [];
  } catch (error) {
    return fieldErrorsOf(error);
  }
}

/**
 * @param {HTMLElement} result
 * @param {readonly [HTMLElement, ...Content[]]} content beginning with its heading
 */
function showResult(result, content) {
  const [heading] = content;
  result.replaceChildren(element("div", {}, content));
  heading.focus();
  announce(heading.textContent ?? "");
}
