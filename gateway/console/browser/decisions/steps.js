/** How far a decision is, as steps. */

import { nameIn } from "../choices.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { moment } from "../parts/formats.js";

/** @import { Decision } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */

/**
 * @param {Decision} decision
 * @param {Choices} lists
 */
export function stepsOf(decision, lists) {
  const { state, proposedAt, approvedAt, releasedAt, awaitedDepartments, actions, isAddressed } = decision;
  const isOut = state === "RELEASED";
  const isRefused = state === "REFUSED";
  const steps = [
    { name: say("案", "Proposed"), isDone: true, note: moment(proposedAt) },
    isRefused
      ? { name: say("差し戻し", "Sent back"), isDone: true, note: "" }
      : { name: say("別の人の承認", "Approved by another"), isDone: state !== "PROPOSED", note: moment(approvedAt) },
    { name: say("部局に公表", "Released"), isDone: isOut, note: moment(releasedAt) },
    {
      name: say("部局の答え", "Answered"),
      isDone: isOut && awaitedDepartments.length === 0,
      note: answeredNote(decision, lists),
    },
    {
      name: say("対応", "Acted upon"),
      isDone: isAddressed === true,
      note: actions.length > 0 ? say(`${actions.length} 件`, String(actions.length)) : "",
    },
  ];
  const current = isRefused ? 1 : steps.findIndex(({ isDone }) => !isDone);
  return element(
    "ol",
    { class: "steps", "aria-label": say("進み具合", "How far it is") },
    steps.map((step, index) => item(step, index === current)),
  );
}

/**
 * All departments that it is about have to answer, and it says which have not.
 * @param {Decision} decision
 * @param {Choices} lists
 */
function answeredNote({ state, answers, awaitedDepartments }, { departments }) {
  if (state !== "RELEASED") return "";
  const count = say(`${answers.length} 件`, String(answers.length));
  if (awaitedDepartments.length === 0) return count;
  const names = awaitedDepartments.map((code) => nameIn(departments, code)).join(say("、", ", "));
  return say(`${count}、未回答: ${names}`, `${count}; awaited: ${names}`);
}

/**
 * @param {{ name: string, isDone: boolean, note: string }} step
 * @param {boolean} isCurrent
 */
function item({ name, isDone, note }, isCurrent) {
  const said = element("span", { class: "visually-hidden" }, isDone ? say("（済み）", " (done)") : "");
  return element(
    "li",
    { class: isDone ? "done" : "", "aria-current": isCurrent && "step" },
    name,
    said,
    note && element("small", {}, note),
  );
}
