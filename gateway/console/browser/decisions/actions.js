/** What is done about a decision; auditors add to it and say how far it is. */
import { nameIn } from "../choices.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { facts } from "../parts/facts.js";
import { day, yen } from "../parts/formats.js";
import { word } from "../parts/words.js";
import { isAuditor } from "../who.js";
import { newActionForm, statusForm } from "./action-forms.js";

/** @import { Action, Decision } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */

/**
 * @param {Decision} decision
 * @param {Choices} lists
 */
export function actionsOf({ id, state, actions }, lists) {
  if (state !== "RELEASED") return null;
  return [
    element("h2", {}, say("対応", "Actions")),
    actions.length === 0 && element("p", {}, say("まだありません。", "None yet.")),
    element(
      "ul",
      { class: "cards" },
      actions.map((action, index) => element("li", {}, card(action, index, lists))),
    ),
    isAuditor() &&
      element("details", {}, element("summary", {}, say("対応を追加", "Add an action")), newActionForm(id, lists)),
  ];
}

/**
 * @param {Action} action
 * @param {number} index
 * @param {Choices} lists
 */
function card(action, index, { departments }) {
  const { text, department, owner, dueOn, isOverdue, status, note, estimatedSaving, realisedSaving } = action;
  return element(
    "article",
    { class: "card" },
    element("h3", {}, text),
    facts([
      [say("担当", "In charge"), `${nameIn(departments, department)} ${owner}`],
      [say("期限", "Due"), isOverdue ? say(`${day(dueOn)}（過ぎています）`, `${day(dueOn)} (late)`) : day(dueOn)],
      [say("状態", "Status"), word(status)],
      [say("説明", "Note"), note],
      [say("節減の見込み", "Estimated saving"), yen(estimatedSaving)],
      [say("実際の節減", "Realised saving"), yen(realisedSaving)],
    ]),
    isAuditor() &&
      element(
        "details",
        {},
        element("summary", {}, say("状態を変える", "Change the status")),
        statusForm(action, index),
      ),
  );
}
